import { Duration, Size } from 'cdk8s';
import { PersistentVolumeAccessMode, Secret } from 'cdk8s-plus-27';
import * as door from '../../lib';
import { secret } from './full-containers';
import * as full from './full-props';
import * as web from './full-web-app';
import type { Program } from './synth';

const { EmbeddingInference, Engine, Exposure, Gpu, GpuInference, LlmWebApp, MockLlm, Model, VectorDbStatefulSet } =
  door;
const model = Model.named('Qwen/Qwen3-8B');

/** Programs that between them use everything: what holds for all manifests is tried on each. */
export const programs: Record<string, Program> = {
  'the mock alone': (chart) => new MockLlm(chart, 'llm'),
  'a chat app on the mock': (chart) => {
    const llm = new MockLlm(chart, 'llm');
    new LlmWebApp(chart, 'web', { llm, embeddings: llm, database: new VectorDbStatefulSet(chart, 'db') });
  },
  'a chat app on GPUs': (chart) => {
    const apiKey = { secret: Secret.fromSecretName(chart, 'Keys', 'team-keys'), key: 'vllm' };
    const llm = new GpuInference(chart, 'llm', { model, gpu: Gpu.l4().count(2), apiKey, drain: Duration.minutes(5) });
    const embeddings = new EmbeddingInference(chart, 'embedder', { model, gpu: Gpu.l4() });
    const database = new VectorDbStatefulSet(chart, 'db', {
      engine: door.VectorEngine.pgvector({ postgres: door.PostgresVersion.V18 }),
      credentials: door.DatabaseCredentials.existing(Secret.fromSecretName(chart, 'Team', 'team-db'), {
        username: 'u',
      }),
    });
    new LlmWebApp(chart, 'web', { llm, embeddings, database, exposure: Exposure.nodePort(30_000), replicas: 2 });
  },
  'a chat app on the CPU': (chart) => {
    const file = { id: 'Qwen/Qwen3-8B-GGUF', file: 'Qwen3-8B-Q4_K_M.gguf', size: Size.gibibytes(5) };
    const llm = new GpuInference(chart, 'llm', { engine: Engine.llamaCpp(), model: model.gguf(file) });
    const embeddings = new EmbeddingInference(chart, 'embedder', {
      engine: Engine.textEmbeddings(),
      model: Model.named('BAAI/bge-m3'),
    });
    new LlmWebApp(chart, 'web', { llm, embeddings, database: new VectorDbStatefulSet(chart, 'db') });
  },
  SGLang: (chart) => new GpuInference(chart, 'llm', { engine: Engine.sglang(), model, gpu: Gpu.h100() }),
  'a chat app on two nodes': (chart) => {
    const cache = door.ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY });
    const llm = new GpuInference(chart, 'llm', {
      ...{ model: Model.named('meta-llama/Llama-3.3-70B-Instruct'), gpu: Gpu.l4().count(8), nodes: 2, replicas: 2 },
      cache,
    });
    new LlmWebApp(chart, 'web', { image: 'acme.io/shop:1', llm });
  },
  'a chat app on KServe': (chart) => {
    const apiKey = { secret: Secret.fromSecretName(chart, 'Keys', 'team-keys'), key: 'vllm' };
    const llm = new door.KServeInference(chart, 'llm', { model, gpu: Gpu.l4(), apiKey });
    new LlmWebApp(chart, 'web', {
      llm,
      embeddings: new MockLlm(chart, 'embedder'),
      database: new VectorDbStatefulSet(chart, 'db'),
    });
  },
  'KServe on two nodes': (chart) => {
    const cache = door.ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY });
    const large = Model.named('meta-llama/Llama-3.3-70B-Instruct');
    new door.KServeInference(chart, 'llm', { model: large, gpu: Gpu.l4().count(8), nodes: 2, replicas: 2, cache });
  },
  'an app of its own beside a Service': (chart) =>
    new LlmWebApp(chart, 'web', {
      image: 'acme.io/shop:1',
      command: [],
      args: [],
      services: [{ name: 'stock', namespace: 'team-stock', port: 80 }],
    }),
  'two apps on one mock': (chart) => {
    const llm = new MockLlm(chart, 'llm', { selector: { 'app.kubernetes.io/instance': 'My_LLM' } });
    for (const id of ['one', 'two']) new LlmWebApp(chart, id, { image: 'acme.io/shop:1', llm, embeddings: llm });
  },
  'everything that can be set': (chart) => {
    const llm = new MockLlm(chart, 'llm', { ...full.mockLlm, ...own('llm') });
    const gpu = new GpuInference(chart, 'gpu', {
      ...full.gpuInference,
      ...own('gpu'),
      replicas: undefined, // the autoscaler's
    });
    const embedder = new EmbeddingInference(chart, 'embedder', {
      ...full.embeddingInference,
      ...own('embedder'),
      gpuPool: undefined, // the other's
      replicas: undefined, // the autoscaler's
    });
    new door.KServeInference(chart, 'kserve', {
      ...full.kserveInference,
      ...{ name: 'kserve', gpuPool: undefined, replicas: undefined },
    });
    const database = new VectorDbStatefulSet(chart, 'db', { ...full.vectorDb, ...own('db') });
    new door.LlmGateway(chart, 'gateway', { ...full.llmGateway, ...own('gateway') });
    new LlmWebApp(chart, 'web', {
      ...web.llmWebApp,
      ...own('web'),
      ...{ llm, embeddings: embedder, database },
      ...{
        moreLlms: { router: llm, gpu },
        moreEmbeddings: { archive: embedder },
        moreDatabases: { archive: database },
      },
      replicas: undefined, // the autoscaler's
    });
  },
  'apps on hosted LLMs, behind an Ingress with a login': (chart) => {
    const llm = new door.ExternalLlm(chart, 'llm', full.externalLlm);
    const exposure = Exposure.ingress(web.ingress);
    const auth = door.AppAuth.oauth2Proxy({ ...web.oauth2Proxy, redirectUrl: undefined });
    const preset = door.AppPreset.streamlit();
    new LlmWebApp(chart, 'ui', { image: 'acme.io/ui:1', llm, exposure, auth, preset, monitoring: {}, replicas: 3 });
    const autoscaling = door.Autoscaling.keda(web.keda);
    new LlmWebApp(chart, 'api', { image: 'acme.io/api:1', embeddings: llm, autoscaling });
  },
  'an app on a gateway to two LLMs': (chart) => {
    const first = new door.ExternalLlm(chart, 'first', full.externalLlm);
    const llm = new door.LlmGateway(chart, 'llm', { backends: [first, new MockLlm(chart, 'second')] });
    new LlmWebApp(chart, 'web', { image: 'acme.io/shop:1', llm });
  },
  'the reference chat app, behind a load balancer with a password': (chart) => {
    const llm = new MockLlm(chart, 'llm');
    const database = new VectorDbStatefulSet(chart, 'db');
    const auth = door.AppAuth.basic(secret);
    const exposure = Exposure.loadBalancer(web.loadBalancer);
    new LlmWebApp(chart, 'web', { llm, embeddings: llm, database, auth, exposure, monitoring: web.monitoring });
  },
};

/** Names and selectors are for one workload each. */
const own = (name: string) => ({ name, serviceName: `${name}-service`, selector: { app: name } });
