import { ApiObject, App, JsonPatch, Size } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-27';
import {
  AppAuth,
  AppPreset,
  EnvSource,
  Exposure,
  ExternalLlm,
  LlmChart,
  LlmProvider,
  LlmWebApp,
  SecretRef,
} from '../../lib';

const app = new App();
const chart = new LlmChart(app, 'llmops', { createNamespace: false }); // the team has one
const secret = Secret.fromSecretName(chart, 'secrets', 'llmops-secrets');
const llm = new ExternalLlm(chart, 'groq', {
  provider: LlmProvider.groq(),
  model: 'llama-3.3-70b-versatile',
  apiKey: { secret, key: 'GROQ_API_KEY' },
});
const web = new LlmWebApp(chart, 'app', {
  name: 'llmops-app',
  serviceName: 'llmops-service',
  containerName: 'llmops-container',
  selector: { app: 'llmops' },
  image: 'llmops-app:v1',
  preset: AppPreset.streamlit(), // port 8501, and its health check
  envFrom: [EnvSource.secret(SecretRef.existing(secret))],
  resources: {
    cpu: { request: Cpu.millis(100), limit: Cpu.millis(500) },
    memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) },
  },
  llm,
  wiring: { llmBaseUrl: 'GROQ_BASE_URL', llmApiKey: 'GROQ_API_KEY', llmModel: 'GROQ_MODEL' },
  exposure: Exposure.loadBalancer(), // 80 → 8501
  auth: AppAuth.none(), // the page was open before
});
// The team's port has no name, in the Service as in the pods. One that gets a name is another port, and for a moment nobody's.
const port = { port: 80, protocol: 'TCP', targetPort: 8501 };
ApiObject.of(web.node.findChild('Service')).addJsonPatch(JsonPatch.replace('/spec/ports/0', port));
app.synth();
