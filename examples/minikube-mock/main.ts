import { App } from 'cdk8s';
import { AppPreset, Exposure, Gpu, GpuInference, HealthCheck, LlmChart, LlmWebApp, MockLlm, Model } from '../../lib';

/** The mock answers in place of a real model, unless MOCK_LLM=false: the app cannot tell. */
const mock = process.env.MOCK_LLM !== 'false';

const app = new App();
const chart = new LlmChart(app, 'minikube-mock');
const llm = mock
  ? new MockLlm(chart, 'llm', { name: 'llm' })
  : new GpuInference(chart, 'llm', { name: 'llm', model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.l4() });
new LlmWebApp(chart, 'web', {
  name: 'llm-app',
  image: 'llm-app:1.0.0',
  preset: AppPreset.fastApi(),
  healthCheck: HealthCheck.http('/health'),
  llm,
  exposure: Exposure.nodePort(30000),
});
app.synth();
