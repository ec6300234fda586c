import { Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import * as door from '../../lib';
import * as full from './full-props';
import type { Program } from './synth';

const { Exposure, Gpu, GpuInference, InferenceTask, LlmWebApp, MockLlm, Model, VectorDbStatefulSet } = door;
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
    const task = InferenceTask.EMBED;
    const embeddings = new GpuInference(chart, 'embedder', { model, gpu: Gpu.t4(), task, embeddingDimensions: 1024 });
    const database = new VectorDbStatefulSet(chart, 'db', {
      engine: door.VectorEngine.pgvector({ postgres: door.PostgresVersion.V18 }),
      credentials: door.DatabaseCredentials.existing(Secret.fromSecretName(chart, 'Team', 'team-db'), {
        username: 'u',
      }),
    });
    new LlmWebApp(chart, 'web', { llm, embeddings, database, exposure: Exposure.nodePort(30_000), replicas: 2 });
  },
  'an app of its own without backends': (chart) =>
    new LlmWebApp(chart, 'web', { image: 'acme.io/shop:1', command: [], args: [] }),
  'two apps on one mock': (chart) => {
    const llm = new MockLlm(chart, 'llm', { selector: { 'app.kubernetes.io/instance': 'My_LLM' } });
    for (const id of ['one', 'two']) new LlmWebApp(chart, id, { image: 'acme.io/shop:1', llm, embeddings: llm });
  },
  'everything that can be set': (chart) => {
    const llm = new MockLlm(chart, 'llm', { ...full.mockLlm, ...own('llm') });
    const gpu = new GpuInference(chart, 'gpu', { ...full.gpuInference, ...own('gpu') });
    const database = new VectorDbStatefulSet(chart, 'db', { ...full.vectorDb, ...own('db') });
    new LlmWebApp(chart, 'web', { ...full.llmWebApp, ...own('web'), llm, embeddings: gpu, database });
  },
};

/** Names and selectors are for one workload each. */
const own = (name: string) => ({ name, selector: { app: name } });
