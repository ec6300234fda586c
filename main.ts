import { App } from 'cdk8s';
import {
  EmbeddingInference,
  Exposure,
  Gpu,
  GpuInference,
  LlmChart,
  LlmWebApp,
  MockLlm,
  Model,
  VectorDbStatefulSet,
  VectorEngine,
} from './lib';

/** `production` writes the GPU variant of the same program; everything else the mock. */
const production = process.env.CDK8S_LLM_VARIANT === 'production';

const app = new App();
const chart = new LlmChart(app, 'chatbot');
const database = new VectorDbStatefulSet(chart, 'db', { engine: VectorEngine.pgvector() });
const llm = production
  ? new GpuInference(chart, 'llm', { model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.l4() })
  : new MockLlm(chart, 'llm');
const embeddings =
  llm instanceof MockLlm
    ? llm
    : new EmbeddingInference(chart, 'embedder', { model: Model.named('BAAI/bge-m3'), gpu: Gpu.l4() });
new LlmWebApp(chart, 'web', { llm, embeddings, database, exposure: Exposure.nodePort(30000) });
app.synth();
