import { metaOf, planIdentity } from '../../../lib/plan/identity';
import { Problems } from '../../../lib/plan/problems';
import type { Site } from '../../../lib/plan/site';
import type { WorkloadProps } from '../../../lib/props/workload-props';
import { accountNamed, judge, refusal, siteOf } from './site';

const identityOf = (props: WorkloadProps, over: Partial<Site> = {}, limit?: number, longest?: number) =>
  planIdentity(new Problems('', ''), siteOf('LlmWebApp', over), props, 'web-app', limit, longest);

test('by default a workload is named by chart and id, and selected by its part and its name', () => {
  const selector = { 'app.kubernetes.io/name': 'web-app', 'app.kubernetes.io/instance': 'chatbot-app' };
  expect(identityOf({})).toEqual({
    name: 'chatbot-app',
    serviceName: 'chatbot-app',
    namespace: 'chatbot',
    selector,
    labels: {
      'app.kubernetes.io/component': 'web-app',
      'app.kubernetes.io/managed-by': 'cdk8s-llm',
      'app.kubernetes.io/part-of': 'chatbot',
      ...selector,
    },
    annotations: {},
    serviceAccount: 'chatbot-app',
    ownsServiceAccount: true,
  });
});

test('everything that is a contract can be set', () => {
  const labels = { team: 'search', 'app.kubernetes.io/component': 'frontend' };
  const given = {
    name: 'shop',
    serviceName: 'shop-service',
    selector: { app: 'shop' },
    labels,
    annotations: { note: 'x' },
    serviceAccount: accountNamed('robot'),
  };
  expect(identityOf(given)).toEqual({
    name: 'shop',
    serviceName: 'shop-service',
    namespace: 'chatbot',
    selector: { app: 'shop' },
    labels: {
      'app.kubernetes.io/component': 'frontend',
      'app.kubernetes.io/managed-by': 'cdk8s-llm',
      'app.kubernetes.io/part-of': 'chatbot',
      team: 'search',
      app: 'shop',
    },
    annotations: { note: 'x' },
    serviceAccount: 'robot',
    ownsServiceAccount: false,
  });
});

test('the other objects of a workload carry its name with a suffix', () => {
  const identity = identityOf({});
  const { namespace, labels, annotations } = identity;
  expect(metaOf(identity, '-config')).toEqual({ name: 'chatbot-app-config', namespace, labels, annotations });
});

const longName = (length: number) => 'n'.repeat(length);
const allowed = (most: number) => `1 to ${most} lower-case letters, digits and "-", beginning with a letter`;
const wrongName = (given: string, most = 63) => `"name" must be ${allowed(most)}, got "${given}"`;
const derived = 'it comes from the chart\'s id and the construct\'s: set "name"';
const wrongChart = (given: string) =>
  `"id of the chart" must be 1 to 63 lower-case letters, digits and "-": labels and the names of programs hold it, got "${given}"`;
const wrongNamespace = (given: string) =>
  `"namespace" must be the name of a namespace, got ${given}; use LlmChart, or give the Chart a "namespace"`;

type Limits = [limit?: number, longest?: number];
const names = test.each<[string, WorkloadProps, Partial<Site>, Limits, ...string[]]>;

names([
  ['one letter', { name: 'n' }, {}, []],
  ['63 characters', { name: longName(63) }, {}, []],
  ['64 characters', { name: longName(64) }, {}, [], wrongName(longName(64))],
  ['as many as the suffixes leave', { name: longName(47) }, {}, [63, 16]],
  ['one more than they leave', { name: longName(48) }, {}, [63, 16], wrongName(longName(48), 47)],
  ['the limit of another kind', { name: longName(52) }, {}, [52, 0]],
  ['one more than that', { name: longName(53) }, {}, [52, 0], wrongName(longName(53), 52)],
  ['nothing', { name: '' }, {}, [], wrongName('')],
  ['a digit first', { name: '1st' }, {}, [], wrongName('1st')],
  ['a dash last', { name: 'web-' }, {}, [], wrongName('web-')],
  ['a capital', { name: 'Web' }, {}, [], wrongName('Web')],
  ['a dot', { name: 'web.app' }, {}, [], wrongName('web.app')],
  ['an id with a capital', {}, { id: 'App' }, [], `${wrongName('chatbot-App')}; ${derived}`],
  [
    'a chart with a capital',
    {},
    { chart: 'Chatbot' },
    [],
    `${wrongName('Chatbot-app')}; ${derived}`,
    wrongChart('Chatbot'),
  ],
  ['a chart with a capital behind a name', { name: 'web' }, { chart: 'Chatbot' }, [], wrongChart('Chatbot')],
  ['a chart of 63 characters behind a name', { name: 'web' }, { chart: longName(63) }, []],
  ['a chart of 64 characters behind a name', { name: 'web' }, { chart: longName(64) }, [], wrongChart(longName(64))],
  ['no namespace', {}, { namespace: undefined }, [], wrongNamespace('nothing')],
  ['a namespace with a dot', {}, { namespace: 'a.b' }, [], wrongNamespace('"a.b"')],
  ['a namespace of 63 characters', {}, { namespace: longName(63) }, []],
])('names: %s', (_, props, over, [limit, longest], ...violations) => {
  const site = siteOf('LlmWebApp', over);
  const message = judge('LlmWebApp', (problems) => planIdentity(problems, site, props, 'web-app', limit, longest));
  expect(message).toBe(refusal('LlmWebApp', violations));
});

const rules = test.each<[string, WorkloadProps, ...string[]]>;

rules([
  ['a selector of one label', { selector: { app: 'x' } }],
  ['an empty selector', { selector: {} }, '"selector" must be at least one label, got {}'],
  [
    'a selector that is no label',
    { selector: { 'a b': 'c' } },
    '"selector key" must be a name such as "team" or "acme.io/team", got "a b"',
  ],
  ['a label that repeats the selector', { selector: { app: 'x' }, labels: { app: 'x' } }],
  [
    'a label that changes the selector',
    { selector: { app: 'x' }, labels: { app: 'y' } },
    '"labels["app"]" must be the selector\'s "x", got "y"',
  ],
  [
    'a label that changes the default selector',
    { labels: { 'app.kubernetes.io/instance': 'y' } },
    '"labels["app.kubernetes.io/instance"]" must be the selector\'s "chatbot-app", got "y"',
  ],
  ['a label that is called like a method', { labels: { toString: 'y' } }],
  ['a ServiceAccount with dots', { serviceAccount: accountNamed('robot.acme') }],
  [
    'a ServiceAccount with a capital',
    { serviceAccount: accountNamed('Robot') },
    '"serviceAccount" must be the name of a ServiceAccount, got "Robot"',
  ],
  [
    'wrong labels and annotations together',
    { labels: { team: '-' }, annotations: { '-': 'x' } },
    '"labels["team"]" must be at most 63 letters, digits, "-", "_", ".", got "-"',
    '"annotations key" must be a name such as "team" or "acme.io/team", got "-"',
  ],
])('labels and accounts: %s', (_, props, ...violations) => {
  const message = judge('LlmWebApp', (problems) => planIdentity(problems, siteOf('LlmWebApp'), props, 'web-app'));
  expect(message).toBe(refusal('LlmWebApp', violations));
});
