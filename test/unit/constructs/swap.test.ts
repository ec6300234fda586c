import * as door from '../../../lib';
import { find, type KubeObject, type Program, synth, titleOf } from '../synth';
import { Secret } from 'cdk8s-plus-27';
import { Duration } from 'cdk8s';

type Backends = (chart: door.LlmChart) => { llm: door.ILlmBackend; embeddings: door.IEmbeddingBackend };
const model = door.Model.named('Qwen/Qwen3-8B');
const gpu = door.Gpu.l4();
const key = (chart: door.LlmChart) => ({ secret: Secret.fromSecretName(chart, 'Keys', 'team-keys'), key: 'vllm' });

const mocks: Backends = (chart) => ({
  llm: new door.MockLlm(chart, 'llm'),
  embeddings: new door.MockLlm(chart, 'embedder'),
});
const gpus: Backends = (chart) => ({
  llm: new door.GpuInference(chart, 'llm', { model, gpu, apiKey: key(chart), drain: Duration.seconds(30) }),
  embeddings: new door.EmbeddingInference(chart, 'embedder', {
    model: door.Model.named('BAAI/bge-m3'),
    gpu,
    embeddingDimensions: 384,
  }),
});

const app =
  (backends: Backends): Program =>
  (chart) =>
    new door.LlmWebApp(chart, 'web', { ...backends(chart), database: new door.VectorDbStatefulSet(chart, 'db') });

const [before, after] = [synth(app(mocks)), synth(app(gpus))];

/** Whatever neither backend wrote: the app, its policies at both ends, the database, the namespace. */
const rest = (objects: KubeObject[]) =>
  objects.filter(({ metadata }) => !/^chatbot-(llm|embedder)|program-(mock-llm|download-model)/.test(metadata.name));

test('from mock to GPUs nothing changes beside the backends but names of models and keys', () => {
  const names: Record<string, object> = {
    OPENAI_API_KEY: { valueFrom: { secretKeyRef: { name: 'team-keys', key: 'vllm' } } },
    LLM_MODEL: { value: 'Qwen/Qwen3-8B' },
    EMBEDDING_MODEL: { value: 'BAAI/bge-m3' },
  };
  const expected = rest(structuredClone(before));
  const [web] = find(expected, 'Deployment/chatbot-web').spec.template.spec.containers;
  web.env = web.env.map(({ name, ...source }: any) => ({ name, ...(names[name] ?? source) }));
  expect(rest(after)).toEqual(expected);
});

test('a slower backend gives the app the time that it takes itself', () => {
  const slow: Backends = (chart) => ({ ...mocks(chart), llm: new door.GpuInference(chart, 'slow', { model, gpu }) });
  const { spec } = find(synth(app(slow)), 'Deployment/chatbot-web').spec.template;
  expect(spec.terminationGracePeriodSeconds).toBe(130);
  expect(spec.containers[0].env).toContainEqual({ name: 'LLM_TIMEOUT_SECONDS', value: '120' });
});

test.each(['llm', 'embedder'])(
  'the Deployment of "%s" goes from mock to GPU in place: its selector is immutable',
  (id) => {
    const selectors = [before, after].map((objects) => find(objects, `Deployment/chatbot-${id}`).spec.selector);
    expect(selectors[1]).toEqual(selectors[0]);
    const services = [before, after].map((objects) => find(objects, `Service/chatbot-${id}`));
    expect(services[1]).toEqual(services[0]);
  },
);

test('no object changes its kind or its name but those of the backends themselves', () => {
  const names = [before, after].map((objects) => objects.map(titleOf).sort());
  const gone = names[0]!.filter((title) => !names[1]!.includes(title));
  const come = names[1]!.filter((title) => !names[0]!.includes(title));
  expect(gone).toEqual([
    'ConfigMap/chatbot-embedder-config',
    'ConfigMap/chatbot-llm-config',
    'ConfigMap/chatbot-program-mock-llm',
  ]);
  expect(come.map((title) => title.replace(/-[0-9a-f]{8}$/, ''))).toEqual([
    'ConfigMap/chatbot-program-download-model',
    'Job/chatbot-embedder-download',
    'Job/chatbot-llm-download',
    'NetworkPolicy/chatbot-embedder-download',
    'NetworkPolicy/chatbot-llm-download',
    'PersistentVolumeClaim/chatbot-embedder-cache',
    'PersistentVolumeClaim/chatbot-embedder-compile-cache',
    'PersistentVolumeClaim/chatbot-llm-cache',
    'PersistentVolumeClaim/chatbot-llm-compile-cache',
  ]);
});
