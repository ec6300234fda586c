import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { KubernetesVersion, LlmChart, type LlmChartProps, MockLlm, Platform } from '../../../lib';
import { find, type KubeObject, ofKind, synth, titleOf } from '../synth';

const mock = (chart: Construct) => new MockLlm(chart, 'llm');

test('its files are read in an order that works: namespace, programs, app', () => {
  const app = new App();
  mock(new LlmChart(app, 'chatbot'));
  expect(app.charts.map(({ node }) => node.id).sort()).toEqual([
    '00-chatbot-namespace',
    '10-chatbot-programs',
    'chatbot',
  ]);
  const first = app.charts.find(({ node }) => node.id.startsWith('00-'))!.toJson() as KubeObject[];
  expect(first.map(titleOf)).toEqual(['Namespace/chatbot', 'NetworkPolicy/default-deny']);
});

test('a chart without programs has no file for them', () => {
  const app = new App();
  new LlmChart(app, 'chatbot');
  expect(app.charts).toHaveLength(2);
});

const spaces = test.each<[string, LlmChartProps, namespaces: string[], home: string]>;

spaces([
  ['its own, by its id', {}, ['chatbot'], 'chatbot'],
  ['its own, by another name', { namespace: 'shop' }, ['shop'], 'shop'],
  ['one that is there already', { namespace: 'default', createNamespace: false }, [], 'default'],
])('the namespace is %s', (_, props, namespaces, home) => {
  const objects = synth(mock, props);
  expect(ofKind(objects, 'Namespace').map(({ metadata }) => metadata.name)).toEqual(namespaces);
  const homes = objects.filter(({ kind }) => kind !== 'Namespace').map(({ metadata }) => metadata.namespace);
  expect(new Set(homes)).toEqual(new Set([home]));
});

test('its labels are on every object', () => {
  const objects = synth(mock, { labels: { team: 'search' } });
  expect(objects.filter(({ metadata }) => metadata.labels?.team !== 'search')).toEqual([]);
});

test('it stands in the app itself, or cdk8s would number its file', () => {
  const deep = () => new LlmChart(new Chart(new App(), 'outer'), 'inner');
  expect(deep).toThrow(new Error('outer/inner (LlmChart): must stand in the App itself'));
});

test('a wrong id or namespace is an error that begins with it', () => {
  expect(() => new LlmChart(new App(), 'Chatbot', { namespace: 'a b' })).toThrow(/^Chatbot \(LlmChart\): 2 problems\n/);
});

test('a second chart of one namespace leaves the Namespace to the first', () => {
  const app = new App();
  new LlmChart(app, 'one', { namespace: 'shop' });
  expect(() => new LlmChart(app, 'two', { namespace: 'shop' })).toThrow(
    'Namespace "shop" is there already, made by 00-one-namespace',
  );
  expect(() => new LlmChart(app, 'three', { namespace: 'shop', createNamespace: false })).not.toThrow();
});

const imageOf = (objects: KubeObject[], chart = 'chatbot') =>
  find(objects, `Deployment/${chart}-llm`).spec.template.spec.containers[0].image;

test('the nearest decision of the platform counts, as a whole', () => {
  const app = new App();
  Platform.attach(app, { nodeImage: 'node:20', registryMirror: 'mirror.acme.io' });
  const chart = new LlmChart(app, 'chatbot', { platform: { nodeImage: 'node:24' } });
  mock(chart);
  expect(imageOf(chart.toJson() as KubeObject[])).toBe('node:24');
});

test('a plain chart has the decision of its app', () => {
  const app = new App();
  Platform.attach(app, { registryMirror: 'mirror.acme.io', kubernetes: KubernetesVersion.V1_36 });
  const chart = new Chart(app, 'chatbot', { namespace: 'chatbot' });
  mock(new Construct(chart, 'deeper'));
  expect(imageOf(chart.toJson() as KubeObject[])).toBe('mirror.acme.io/library/node:22-bookworm-slim');
});

test('a wrong platform is an error at the place where it is decided', () => {
  const attach = () => new LlmChart(new App(), 'chatbot', { platform: { registryMirror: 'https://acme.io' } });
  expect(attach).toThrow(/^chatbot \(platform\): 1 problem\n {2}- "registryMirror" must be /);
});

test('a platform that comes too late is an error: it would hold for some constructs only', () => {
  const app = new App();
  const [chart, other] = ['chatbot', 'other'].map((id) => new LlmChart(app, id));
  mock(chart!);
  const late = (path: string) =>
    new Error(
      `${path} (platform): chatbot/llm is made already, without it; call Platform.attach before the first construct is ` +
        'made, or give LlmChart the same as "platform"',
    );
  expect(() => Platform.attach(chart!, { nodeImage: 'node:24' })).toThrow(late('chatbot'));
  expect(() => Platform.attach(app, { nodeImage: 'node:24' })).toThrow(late('the app'));
  Platform.attach(other!, { nodeImage: 'node:24' });
  mock(other!);
  expect(imageOf(other!.toJson() as KubeObject[], 'other')).toBe('node:24');
});
