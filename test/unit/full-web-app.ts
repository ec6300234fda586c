import { App, Chart, Duration, Size } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-27';
import * as door from '../../lib';
import { secret } from './full-containers';
import { workload } from './full-props';

const flags = ConfigMap.fromConfigMapName(new Chart(new App(), 'elsewhere'), 'flags', 'team-flags');

/** Its backends are there already, in the chart's namespace. */
export const backend: door.ILlmBackend & door.IEmbeddingBackend = {
  baseUrl: 'http://models.acme.io/v1',
  servedModelName: 'qwen',
  generatesText: true,
  embeddingModelName: 'bge',
  embeddingDimensions: 512,
  apiKey: { secret, key: 'models' },
  peer: door.NetworkPeer.pods('chatbot', { app: 'models' }),
  port: 9000,
  drain: Duration.seconds(45),
};
const database: door.IVectorDatabase = {
  host: 'db',
  port: 5433,
  databaseName: 'shop',
  secret,
  secretKeys: { username: 'user', password: 'pass' },
  peer: door.NetworkPeer.pods('chatbot', { app: 'db' }),
};

/** Every prop, and none with its default, here and below: a prop that is forgotten here does not compile. */
export const serviceConnection: Required<door.ServiceConnection> = {
  name: 'orders',
  namespace: 'team-orders',
  port: 81,
  targetPort: 8080,
  labels: { app: 'orders' },
  variable: 'ORDERS',
};

export const telemetry: Required<door.TelemetryProps> = {
  endpoint: 'http://otel.team-observability:4317',
  serviceName: 'storefront',
  sampleRatio: 0.5,
  captureContent: true,
};

export const monitoring: Required<door.MonitoringProps> = {
  path: '/stats',
  intervalSeconds: 15,
  labels: { release: 'prometheus' },
  namespace: 'team-prometheus',
  scraperLabels: { app: 'vmagent' },
  dashboard: false,
};

export const hpa: Required<door.HpaProps> = {
  minReplicas: 3,
  maxReplicas: 8,
  cpuUtilization: 70,
  memoryUtilization: 80,
  requestsPerSecond: 50,
  requestsPerSecondMetric: 'questions_per_second',
};

export const kedaTrigger: Required<door.KedaTrigger> = {
  type: 'prometheus',
  metadata: { query: 'sum(up)', threshold: '5' },
  authentication: 'prometheus-login',
};

export const keda: Required<door.KedaProps> = {
  minReplicas: 0,
  maxReplicas: 9,
  triggers: [kedaTrigger],
  pollingSeconds: 10,
  cooldownSeconds: 60,
};

export const loadBalancer: Required<door.LoadBalancerOptions> = {
  port: 443,
  sourceRanges: ['203.0.113.0/24'],
  loadBalancerClass: 'internal',
  annotations: { 'acme.io/zone': 'b' },
};

export const ingress: Required<door.IngressOptions> = {
  host: 'shop.acme.io',
  tls: door.Tls.issuer('acme'),
  className: 'nginx',
  path: '/shop',
  annotations: { 'acme.io/zone': 'b' },
  controllerNamespace: 'team-ingress',
};

export const gateway: Required<door.GatewayOptions> = {
  host: 'shop.acme.io',
  gateway: 'public',
  gatewayNamespace: 'team-gateways',
  listener: 'https',
  redirectListener: 'http',
  controllerNamespace: 'team-envoy',
};

export const oauth2Proxy: Required<door.OAuth2ProxyOptions> = {
  provider: door.OAuth2Provider.oidc('https://id.acme.io'),
  credentials: secret,
  emailDomains: ['acme.io'],
  allowedGroups: ['staff'],
  redirectUrl: 'https://other.acme.io/oauth2/callback',
  providerPeer: door.NetworkPeer.addresses('10.1.0.0/16'),
  image: 'acme.io/oauth2-proxy:7',
};

export const basicAuthKeys: Required<door.BasicAuthKeys> = { username: 'user', password: 'pass' };

export const externalSecretKey: Required<door.ExternalSecretKey> = { key: 'prod/shop', property: 'token' };

export const externalSecret: Required<door.ExternalSecretProps> = {
  store: 'vault',
  storeKind: door.SecretStoreKind.CLUSTER_SECRET_STORE,
  refreshInterval: Duration.minutes(5),
  keys: { SHOP_TOKEN: externalSecretKey },
  name: 'vault',
};

export const generatedSecret: Required<door.GeneratedSecretProps> = {
  keys: ['SESSION_KEY', 'SALT'],
  name: 'session',
  apiServerPorts: [16_443],
};

export const wiring: Required<door.WiringNames> = {
  llmBaseUrl: 'A',
  llmApiKey: 'B',
  llmModel: 'C',
  embeddingBaseUrl: 'D',
  embeddingApiKey: 'E',
  embeddingModel: 'F',
  embeddingDimensions: 'G',
  databaseUrl: 'H',
};

export const appPreset: Required<door.AppPresetProps> = {
  name: 'Shop',
  port: 3001,
  healthCheck: door.HealthCheck.http('/health'),
  writablePaths: ['/cache'],
  env: { SHOP_PORT: '$(PORT)' },
  wiring: { llmModel: 'SHOP_MODEL' },
  websockets: true,
  sessionAffinity: true,
  stateful: true,
};

export const llmWebApp: Required<door.LlmWebAppProps> = {
  ...workload,
  image: 'acme.io/shop:1.4.0',
  preset: door.AppPreset.fastApi(),
  command: ['run'],
  args: ['--fast'],
  port: 3000,
  user: 4000,
  env: { MODE: 'on' },
  secretEnv: { SENTRY_DSN: { secret, key: 'dsn' } },
  envFrom: [
    door.EnvSource.secret(door.SecretRef.existing(secret), 'TEAM_'),
    door.EnvSource.secret(door.SecretRef.external(externalSecret)),
    door.EnvSource.secret(door.SecretRef.generated(generatedSecret)),
    door.EnvSource.configMap(flags, 'FLAG_'),
  ],
  writablePaths: ['/data'],
  files: { '/etc/shop/config.yaml': 'mode: on\n' },
  volumes: [
    door.AppVolume.claim('/corpus', 'team-corpus'),
    door.AppVolume.configMap('/flags', flags),
    door.AppVolume.secret('/tls', secret),
    door.AppVolume.temporary('/scratch', Size.gibibytes(2)),
  ],
  healthCheck: door.HealthCheck.http('/up'),
  readinessGates: ['acme.io/warm'],
  replicas: 2,
  autoscaling: door.Autoscaling.hpa(hpa),
  exposure: door.Exposure.gateway(gateway),
  auth: door.AppAuth.oauth2Proxy(oauth2Proxy),
  telemetry,
  monitoring,
  llm: backend,
  embeddings: backend,
  database,
  moreLlms: { router: backend },
  moreEmbeddings: { archive: backend },
  moreDatabases: { archive: database },
  services: [serviceConnection],
  schema: 'create table if not exists t (id int);',
  databaseTimeout: Duration.minutes(1),
  wiring: { llmModel: 'MODEL' },
};
