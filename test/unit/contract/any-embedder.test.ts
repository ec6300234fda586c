import { App } from 'cdk8s';
import { Secret, type SecretValue } from 'cdk8s-plus-27';
import * as door from '../../../lib';
import { find, type KubeObject } from '../synth';

const model = door.Model.named('Qwen/Qwen3-8B');
const gpu = door.Gpu.l4();
const embedding = { model, gpu, embeddingDimensions: 384 };
const apiKey = { secret: Secret.fromSecretName(new App(), 'Keys', 'team-keys'), key: 'llm' };
const hosted = {
  provider: door.LlmProvider.openai(),
  embeddingModel: 'text-embedding-3-small',
  embeddingDimensions: 384,
  apiKey,
};
const proxied = { ...hosted, proxyUrl: 'http://squid.team-egress.svc:3128' };

const embedders: [string, (chart: door.LlmChart) => door.IEmbeddingBackend][] = [
  ['MockLlm', (chart) => new door.MockLlm(chart, 'llm')],
  ['EmbeddingInference', (chart) => new door.EmbeddingInference(chart, 'llm', { ...embedding, apiKey })],
  [
    'EmbeddingInference on the CPU',
    (chart) =>
      new door.EmbeddingInference(chart, 'llm', {
        model: door.Model.named('sentence-transformers/all-MiniLM-L6-v2'),
        engine: door.Engine.textEmbeddings(),
        apiKey,
      }),
  ],
  ['ExternalLlm', (chart) => new door.ExternalLlm(chart, 'llm', hosted)],
  ['ExternalLlm behind a proxy', (chart) => new door.ExternalLlm(chart, 'llm', proxied)],
];

/** A backend, and the variables and ways out of an app that has it. */
function joined(make: (chart: door.LlmChart) => door.IEmbeddingBackend) {
  const app = new App();
  const chart = new door.LlmChart(app, 'chatbot');
  const backend = make(chart);
  new door.LlmWebApp(chart, 'web', { image: 'acme.io/shop:1', embeddings: backend });
  const objects = chart.toJson() as KubeObject[];
  return {
    backend,
    env: find(objects, 'Deployment/chatbot-web').spec.template.spec.containers[0].env as { name: string }[],
    egress: find(objects, 'NetworkPolicy/chatbot-web').spec.egress as { ports: { port: number }[] }[],
  };
}

/** The variable of a key: where it is read, or the word for none. */
const keyOf = ({ apiKey: given }: { readonly apiKey?: SecretValue }) =>
  given ? { valueFrom: { secretKeyRef: { name: given.secret.name, key: given.key } } } : { value: 'EMPTY' };

describe.each(embedders)('%s as the embedding model of an app', (_, make) => {
  const { backend, env, egress } = joined(make);

  test('it embeds under a name, in vectors of a known length', () => {
    expect([backend.embeddingDimensions, backend.embeddingModelName.length > 0]).toEqual([384, true]);
  });

  test('the app finds it in four variables', () => {
    expect(env.filter(({ name }) => name.startsWith('EMBEDDING'))).toEqual([
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
