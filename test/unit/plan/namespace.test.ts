import { planNamespace } from '../../../lib/plan/namespace';
import type { LlmChartProps } from '../../../lib/props/llm-chart-props';
import { refusal, verdict } from './site';

const own = { 'app.kubernetes.io/managed-by': 'cdk8s-llm', 'app.kubernetes.io/part-of': 'chatbot' };
const security = {
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/enforce-version': 'latest',
  'pod-security.kubernetes.io/warn': 'restricted',
  'pod-security.kubernetes.io/warn-version': 'latest',
};

test('the namespace enforces `restricted`, and lets nobody talk to anybody', () => {
  expect(planNamespace('chatbot', {})).toEqual({
    meta: { name: 'chatbot', labels: { ...own, ...security }, annotations: {} },
    defaultDeny: {
      meta: { name: 'default-deny', namespace: 'chatbot', labels: own, annotations: {} },
      pods: {},
      ingress: [],
      egress: [],
    },
  });
});

test('it takes a name and labels, but no weaker security', () => {
  const labels = { team: 'search', 'pod-security.kubernetes.io/enforce': 'privileged' };
  const { meta, defaultDeny } = planNamespace('chatbot', { namespace: 'shop', labels });
  expect(meta).toEqual({ name: 'shop', labels: { ...own, team: 'search', ...security }, annotations: {} });
  expect(defaultDeny.meta.namespace).toBe('shop');
});

const long = (length: number) => 'n'.repeat(length);
const wrongName = (given: string) => `"namespace" must be 1 to 63 lower-case letters, digits and "-", got "${given}"`;
const wrongId = (given: string) =>
  `"id" must be lower-case letters, digits and "-": it begins every name, got "${given}"`;
const taken = (given: string) =>
  `"namespace" must be a namespace of its own, got "${given}"; or createNamespace: false`;
const rules = test.each<[string, string, LlmChartProps, ...string[]]>;

rules([
  ['63 characters', long(63), {}],
  ['64 characters', long(64), {}, wrongName(long(64)), wrongId(long(64))],
  ['a chart with a capital and a namespace', 'Chatbot', { namespace: 'chatbot' }, wrongId('Chatbot')],
  ['a namespace with a dot', 'chatbot', { namespace: 'a.b' }, wrongName('a.b')],
  ['the default namespace', 'chatbot', { namespace: 'default' }, taken('default')],
  ['the default namespace, not created', 'chatbot', { namespace: 'default', createNamespace: false }],
  ['a namespace of the system', 'chatbot', { namespace: 'kube-system' }, taken('kube-system')],
  ['a namespace that only begins like it', 'chatbot', { namespace: 'defaults' }],
  [
    'a label that is none, in a namespace that is there already',
    'chatbot',
    { createNamespace: false, labels: { team: 'a b' } },
    '"labels["team"]" must be at most 63 letters, digits, "-", "_", ".", got "a b"',
  ],
])('the chart: %s', (_, chart, props, ...violations) => {
  expect(verdict(() => planNamespace(chart, props))).toBe(refusal('LlmChart', violations, chart));
});
