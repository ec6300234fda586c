import { App, Chart, type ChartProps } from 'cdk8s';
import { Construct } from 'constructs';
import * as door from '../../../lib';
import { secret } from '../full-containers';
import * as full from '../full-props';
import { llmWebApp } from '../full-web-app';
import { neighbours } from '../plan/web-app';
import { programs } from '../programs';
import { find, type KubeObject, ofKind, synth, titleOf } from '../synth';

const { Gpu, GpuInference, LlmChart, LlmWebApp, MockLlm, Model, VectorDbStatefulSet } = door;
const gpu = { model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.l4() };
const image = 'acme.io/shop:1';

/** Every kind of construct, in any scope: they name themselves after the chart, never after the way to it. */
const stack = (scope: Construct) => {
  const llm = new MockLlm(scope, 'llm');
  new GpuInference(scope, 'gpu', gpu);
  new LlmWebApp(scope, 'web', { llm, embeddings: llm, database: new VectorDbStatefulSet(scope, 'db') });
};

test('moving constructs deeper into the tree changes nothing', () => {
  const deep = (chart: Construct) => stack(new Construct(new Construct(chart, 'team'), 'backend'));
  expect(synth(deep)).toEqual(synth(stack));
});

test.each(Object.entries(programs))('the same program writes the same bytes: %s', (_, program) => {
  const bytes = () => {
    const app = new App();
    program(new LlmChart(app, 'chatbot'));
    return app.synthYaml();
  };
  expect(bytes()).toBe(bytes());
});

const { backends } = full.llmGateway;
const makers: [string, (scope: Construct) => unknown][] = [
  ['LlmGateway', (scope) => new door.LlmGateway(scope, 'it', { backends })],
  ['MockLlm', (scope) => new MockLlm(scope, 'it')],
  ['GpuInference', (scope) => new GpuInference(scope, 'it', gpu)],
  ['VectorDbStatefulSet', (scope) => new VectorDbStatefulSet(scope, 'it')],
  ['LlmWebApp', (scope) => new LlmWebApp(scope, 'it', { image, services: neighbours })],
];

test.each(makers)('%s in a chart without namespace is an error', (name, make) => {
  const problem =
    '"namespace" must be the name of a namespace, got nothing; use LlmChart, or give the Chart a "namespace"';
  expect(() => make(new Chart(new App(), 'plain'))).toThrow(new Error(`plain/it (${name}): 1 problem\n  - ${problem}`));
});

test.each(makers)('%s twice under one name is an error that names both', (_, make) => {
  const chart = new LlmChart(new App(), 'chatbot');
  make(chart);
  expect(() => make(new Construct(chart, 'deeper'))).toThrow(
    'chatbot/deeper/it: ServiceAccount "chatbot-it" is there already, made by chatbot/it; give one of them another "name"',
  );
});

test('two objects of one name are an error across charts, and none in two namespaces', () => {
  const app = new App();
  const [one, two] = ['one', 'two'].map((id) => new LlmChart(app, id, { namespace: 'shop', createNamespace: false }));
  new MockLlm(one!, 'llm', { name: 'llm' });
  expect(() => new MockLlm(two!, 'other', { name: 'llm' })).toThrow('two/other: ServiceAccount "llm" is there already');
  new MockLlm(new LlmChart(app, 'three'), 'llm', { name: 'llm' });
});

test('the text of a program is there once in a chart, in a file of its own', () => {
  const app = new App();
  const chart = new LlmChart(app, 'chatbot');
  stack(chart);
  new MockLlm(chart, 'second');
  new LlmWebApp(chart, 'shop', { image, llm: new MockLlm(chart, 'third') });
  const texts = (one: Chart) =>
    ofKind(one.toJson() as KubeObject[], 'ConfigMap').filter(({ metadata }) => metadata.name.includes('-program-'));
  expect(texts(chart)).toEqual([]);
  expect(chart.programs.node.id).toBe('10-chatbot-programs');
  expect(texts(chart.programs).map(({ metadata, data }) => [metadata.name, Object.keys(data)])).toEqual(
    ['mock-llm', 'download-model', 'fill-secret', 'chat-app', 'database-init'].map((name) => [
      `chatbot-program-${name}`,
      [`${name}.js`],
    ]),
  );
});

test('a plain chart works too, and holds the texts itself', () => {
  const app = new App();
  const chart = new Chart(app, 'plain', { namespace: 'shop' } satisfies ChartProps);
  stack(chart);
  const titles = (chart.toJson() as KubeObject[]).map(titleOf);
  expect(app.charts).toEqual([chart]);
  expect(titles.filter((title) => title.includes('program'))).toHaveLength(5);
  expect(titles).toContain('Deployment/plain-web');
});

test('props are read, never written', () => {
  const own = (name: string) => ({ name, serviceName: name, selector: { app: name } });
  const given = [
    { ...full.mockLlm, ...own('llm') },
    { ...full.gpuInference, ...own('gpu'), replicas: undefined },
    { ...full.vectorDb, ...own('db') },
    { ...llmWebApp, ...own('web'), replicas: undefined },
  ] as const;
  for (const props of given) frozen(props);
  const objects = synth(
    (chart) => {
      new MockLlm(chart, 'llm', given[0]);
      new GpuInference(chart, 'gpu', given[1]);
      new VectorDbStatefulSet(chart, 'db', given[2]);
      new LlmWebApp(chart, 'web', given[3]);
    },
    frozen({ labels: { team: 'search' }, platform: { imagePullSecrets: [secret] } }),
  );
  expect(find(objects, 'Deployment/web').metadata.labels).toMatchObject({ team: 'search' });
});

/** Frozen all the way, but for constructs, which belong to a tree. */
function frozen<T>(value: T): T {
  if (value === null || typeof value !== 'object' || value instanceof Construct) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
