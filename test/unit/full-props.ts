import { App, Chart, Duration, Size } from 'cdk8s';
import {
  type ContainerResources,
  Cpu,
  PersistentVolumeAccessMode,
  Secret,
  ServiceAccount,
  TaintEffect,
} from 'cdk8s-plus-27';
import * as door from '../../lib';

const chart = new Chart(new App(), 'elsewhere');
export const secret = Secret.fromSecretName(chart, 'secret', 'team-secret');

const resources: ContainerResources = {
  cpu: { request: Cpu.millis(300), limit: Cpu.units(2) },
  memory: { request: Size.mebibytes(700), limit: Size.gibibytes(3) },
  ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(2) },
};

const workload: Required<door.WorkloadProps> = {
  name: 'shop',
  selector: { app: 'shop' },
  labels: { team: 'search' },
  annotations: { 'acme.io/note': 'yes' },
  serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'account', 'robot'),
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'team', value: 'search', effect: TaintEffect.NO_SCHEDULE }],
  priorityClassName: 'high',
  resources,
};

/** Every prop, and none with its default, here and below: a prop that is forgotten here does not compile. */
export const mockLlm: Required<door.MockLlmProps> = {
  ...workload,
  servedModelName: 'qwen',
  embeddingModelName: 'bge',
  embeddingDimensions: 512,
  replicas: 2,
  apiKey: { secret, key: 'mock' },
  drain: Duration.seconds(45),
};

export const gpuInference: Required<door.GpuInferenceProps> = {
  ...workload,
  model: door.Model.named('Qwen/Qwen3-32B', 'main'),
  gpu: door.Gpu.h100().count(2),
  task: door.InferenceTask.EMBED,
  embeddingDimensions: 1024,
  servedModelName: 'qwen',
  maxModelLen: 32_768,
  hfToken: { secret, key: 'hub' },
  apiKey: { secret, key: 'vllm' },
  replicas: 2,
  cacheSize: Size.gibibytes(200),
  cacheStorageClassName: 'shared',
  cacheAccessMode: PersistentVolumeAccessMode.READ_WRITE_MANY,
  sharedMemory: Size.gibibytes(2),
  startupTimeout: Duration.hours(1),
  drain: Duration.seconds(45),
  image: 'vllm/vllm-openai:v0.31.0',
  extraArgs: ['--dtype', 'half'],
};

export const vectorDb: Required<door.VectorDbStatefulSetProps> = {
  ...workload,
  engine: door.VectorEngine.pgvector({ version: '0.8.0', postgres: door.PostgresVersion.V18 }),
  image: 'acme.io/postgres:18.1',
  replicas: 1,
  storage: Size.gibibytes(20),
  storageClassName: 'fast',
  database: 'shop',
  username: 'seller',
  credentials: door.DatabaseCredentials.generated(),
  sharedMemory: Size.mebibytes(256),
  apiServerPorts: [16_443],
};

/** Its backends are there already, in the chart's namespace. */
const backend: door.ILlmBackend & door.IEmbeddingBackend = {
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

export const llmWebApp: Required<door.LlmWebAppProps> = {
  ...workload,
  image: 'acme.io/shop:1.4.0',
  command: ['run'],
  args: ['--fast'],
  port: 3000,
  user: 4000,
  env: { MODE: 'on' },
  writablePaths: ['/data'],
  preset: door.AppPreset.streamlit(),
  healthCheck: door.HealthCheck.http('/up'),
  replicas: 2,
  exposure: door.Exposure.loadBalancer({ port: 443 }),
  auth: door.AppAuth.oauth2Proxy({
    provider: door.OAuth2Provider.google(),
    credentials: secret,
    emailDomains: ['acme.io'],
  }),
  llm: backend,
  embeddings: backend,
  database: {
    host: 'db',
    port: 5433,
    databaseName: 'shop',
    secret,
    secretKeys: { username: 'user', password: 'pass' },
    peer: door.NetworkPeer.pods('chatbot', { app: 'db' }),
  },
  schema: 'create table if not exists t (id int);',
  databaseTimeout: Duration.minutes(1),
  wiring: { llmModel: 'MODEL' },
};

export const platform: Required<door.PlatformProps> = {
  nodeImage: 'node:24',
  registryMirror: 'mirror.acme.io',
  imagePullSecrets: [secret],
  kubernetes: door.KubernetesVersion.V1_36,
};

export const llmChart: Required<door.LlmChartProps> = {
  namespace: 'shop',
  createNamespace: false,
  labels: { team: 'search' },
  platform,
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
