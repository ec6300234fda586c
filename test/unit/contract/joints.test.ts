import { App, Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import * as door from '../../../lib';
import { find, type KubeObject } from '../synth';

const model = door.Model.named('Qwen/Qwen3-8B');
const gpu = door.Gpu.l4();
const embedding = { model, gpu, task: door.InferenceTask.EMBED, embeddingDimensions: 384 };
const apiKey = { secret: Secret.fromSecretName(new App(), 'Keys', 'team-keys'), key: 'llm' };
const drain = Duration.seconds(50);
const hosted = {
  provider: door.LlmProvider.openai(),
  model: 'gpt-5',
  embeddingModel: 'text-embedding-3-small',
  embeddingDimensions: 384,
  apiKey,
  drain,
};
const proxied = { ...hosted, proxyUrl: 'http://squid.team-egress.svc:3128' };

const llms: [string, (chart: door.LlmChart) => door.ILlmBackend][] = [
  ['MockLlm', (chart) => new door.MockLlm(chart, 'llm', { drain })],
  ['GpuInference', (chart) => new door.GpuInference(chart, 'llm', { model, gpu, apiKey, drain })],
  ['ExternalLlm', (chart) => new door.ExternalLlm(chart, 'llm', hosted)],
  ['ExternalLlm behind a proxy', (chart) => new door.ExternalLlm(chart, 'llm', proxied)],
  [
    'LlmGateway',
    (chart) => {
      const short = { drain: Duration.seconds(25) };
      const backends = ['first', 'second'].map((id) => new door.MockLlm(chart, id, short));
      return new door.LlmGateway(chart, 'llm', { backends, apiKey });
    },
  ],
];
const embedders: [string, (chart: door.LlmChart) => door.IEmbeddingBackend][] = [
  ['MockLlm', (chart) => new door.MockLlm(chart, 'llm')],
  ['GpuInference', (chart) => new door.GpuInference(chart, 'llm', { ...embedding, apiKey })],
  ['ExternalLlm', (chart) => new door.ExternalLlm(chart, 'llm', hosted)],
  ['ExternalLlm behind a proxy', (chart) => new door.ExternalLlm(chart, 'llm', proxied)],
];

/** A backend, and the pod and the policy of an app that has it. */
function joined<Backend>(make: (chart: door.LlmChart) => Backend, props: (backend: Backend) => door.LlmWebAppProps) {
  const app = new App();
  const chart = new door.LlmChart(app, 'chatbot');
  const backend = make(chart);
  new door.LlmWebApp(chart, 'web', { image: 'acme.io/shop:1', ...props(backend) });
  const objects = chart.toJson() as KubeObject[];
  return {
    backend,
    pod: find(objects, 'Deployment/chatbot-web').spec.template.spec,
    egress: find(objects, 'NetworkPolicy/chatbot-web').spec.egress as { ports: { port: number }[]; to: object[] }[],
  };
}

/** The variable of a key: where it is read, or the word for none. */
const keyOf = ({ apiKey: given }: { readonly apiKey?: door.ILlmBackend['apiKey'] }) =>
  given ? { valueFrom: { secretKeyRef: { name: given.secret.name, key: given.key } } } : { value: 'EMPTY' };

describe.each(llms)('%s as the LLM of an app', (_, make) => {
  const { backend, pod, egress } = joined(make, (llm) => ({ llm }));
  const [{ env }] = pod.containers;

  test('it generates text under a name, and its URL has no slash at its end', () => {
    expect([backend.generatesText, backend.servedModelName.length > 0]).toEqual([true, true]);
    expect(backend.baseUrl).toMatch(/^https?:\/\/[^/]+\/v1$/);
  });

  test('the app finds it in three variables', () => {
    expect(env.filter(({ name }: { name: string }) => /^(OPENAI|LLM_MODEL)/.test(name))).toEqual([
      { name: 'OPENAI_BASE_URL', value: backend.baseUrl },
      { name: 'OPENAI_API_KEY', ...keyOf(backend) },
      { name: 'LLM_MODEL', value: backend.servedModelName },
    ]);
  });

  test('besides the DNS, the app may reach it and nobody else', () => {
    const [edge, ...others] = egress.filter(({ ports }) => ports.every(({ port }) => port !== 53));
    expect([edge?.ports, edge?.to.length, others]).toEqual([[{ port: backend.port, protocol: 'TCP' }], 1, []]);
  });

  test('the app outlives its longest answer', () => {
    expect(backend.drain.toSeconds()).toBe(50);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(55);
  });
});

describe.each(embedders)('%s as the embedding model of an app', (_, make) => {
  const { backend, pod, egress } = joined(make, (embeddings) => ({ embeddings }));
  const [{ env }] = pod.containers;

  test('it embeds under a name, in vectors of a known length', () => {
    expect([backend.embeddingDimensions, backend.embeddingModelName.length > 0]).toEqual([384, true]);
  });

  test('the app finds it in four variables', () => {
    expect(env.filter(({ name }: { name: string }) => name.startsWith('EMBEDDING'))).toEqual([
      { name: 'EMBEDDING_BASE_URL', value: backend.baseUrl },
      { name: 'EMBEDDING_API_KEY', ...keyOf(backend) },
      { name: 'EMBEDDING_MODEL', value: backend.embeddingModelName },
      { name: 'EMBEDDING_DIMENSIONS', value: '384' },
    ]);
  });

  test('besides the DNS, the app may reach it and nobody else', () => {
    const edges = egress.filter(({ ports }) => ports.every(({ port }) => port !== 53));
    expect(edges.map(({ ports }) => ports)).toEqual([[{ port: backend.port, protocol: 'TCP' }]]);
  });
});
