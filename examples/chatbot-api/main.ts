import { App, Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import { AppAuth, AppPreset, Exposure, ExternalLlm, HealthCheck, LlmChart, LlmProvider, LlmWebApp } from '../../lib';

/** The release that a pipeline names: `CHATBOT_VERSION=v2 npx cdk8s synth …` writes a rollout. */
const version = process.env.CHATBOT_VERSION ?? 'v1';

const app = new App();
const chart = new LlmChart(app, 'chatbot-api');
const llm = new ExternalLlm(chart, 'openai', {
  provider: LlmProvider.openai(),
  model: 'gpt-4.1-mini',
  apiKey: { secret: Secret.fromSecretName(chart, 'key', 'openai'), key: 'api-key' },
  drain: Duration.seconds(60),
});
new LlmWebApp(chart, 'api', {
  name: 'chatbot-api',
  image: `chatbot-api:${version}`,
  preset: AppPreset.fastApi(),
  healthCheck: HealthCheck.http('/health'),
  replicas: 3,
  llm,
  services: [
    { name: 'orders-service', namespace: 'shop', port: 80, targetPort: 3000, labels: { app: 'orders-service' } },
  ],
  sidecars: [
    {
      name: 'usage-meter',
      image: 'usage-meter:1.0.0',
      ports: { metrics: 9102 },
      healthCheck: HealthCheck.http('/metrics'),
    },
  ],
  exposure: Exposure.loadBalancer(),
  auth: AppAuth.none(), // the load balancer stands inside the company's network
});
app.synth();
