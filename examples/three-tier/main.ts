import { App, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  AppPreset,
  Autoscaling,
  Exposure,
  Gpu,
  GpuInference,
  HealthCheck,
  LlmChart,
  LlmWebApp,
  MockLlm,
  Model,
  VectorDbStatefulSet,
} from '../../lib';
import { logShipper, sizeReporter } from './sidecars';

const app = new App();
const chart = new LlmChart(app, 'three-tier');

const llm = new GpuInference(chart, 'llm', {
  name: 'llm',
  model: Model.named('Qwen/Qwen3-8B'),
  gpu: Gpu.l4(),
  resources: { cpu: { request: Cpu.millis(500) }, memory: { request: Size.gibibytes(16), limit: Size.gibibytes(24) } },
});
const embeddings = new MockLlm(chart, 'embedder', { name: 'embedder' });
const database = new VectorDbStatefulSet(chart, 'postgres', {
  name: 'postgres',
  storage: Size.gibibytes(5),
  resources: {
    cpu: { request: Cpu.millis(200) },
    memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) },
  },
  sidecars: [sizeReporter],
});
new LlmWebApp(chart, 'web', {
  name: 'web',
  image: 'notes-app:1.0.0',
  preset: AppPreset.fastApi(),
  healthCheck: HealthCheck.http('/health'),
  autoscaling: Autoscaling.hpa({ minReplicas: 2, maxReplicas: 5, cpuUtilization: 80 }),
  resources: {
    cpu: { request: Cpu.millis(100) },
    memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
  },
  sidecars: [logShipper],
  llm,
  embeddings,
  database,
  schema: `create table notes (id bigserial primary key, text text not null, embedding vector(384) not null)`,
  exposure: Exposure.nodePort(),
});
app.synth();
