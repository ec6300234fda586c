import { App, Chart, Duration, Size } from 'cdk8s';
import { type ContainerResources, Cpu, PersistentVolumeAccessMode, ServiceAccount, TaintEffect } from 'cdk8s-plus-27';
import * as door from '../../lib';
import { initContainer, secret, sidecarContainer } from './full-containers';
import * as mock from './full-mock';

const chart = new Chart(new App(), 'elsewhere');

const resources: ContainerResources = {
  cpu: { request: Cpu.millis(300), limit: Cpu.units(2) },
  memory: { request: Size.mebibytes(700), limit: Size.gibibytes(3) },
  ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(2) },
};

const pods: Required<door.PodProps> = {
  name: 'shop',
  labels: { team: 'search' },
  annotations: { 'acme.io/note': 'yes' },
  serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'account', 'robot'),
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'team', value: 'search', effect: TaintEffect.NO_SCHEDULE }],
  priorityClassName: 'high',
  resources,
  sidecars: [sidecarContainer],
  initContainers: [initContainer],
};

export const workload: Required<door.WorkloadProps> = {
  ...pods,
  serviceName: 'storefront',
  containerName: 'main',
  selector: { app: 'shop' },
};

/** Every prop, and none with its default, here and below: a prop that is forgotten here does not compile. */
export const mockLlm: Required<door.MockLlmProps> = {
  ...workload,
  servedModelName: 'qwen',
  moreModels: ['llama'],
  aliases: ['gpt-5'],
  embeddingModelName: 'bge',
  embeddingAliases: ['text-embedding-4'],
  embeddingDimensions: 512,
  contextWindow: 8192,
  fixtures: [mock.mockFixture],
  strict: true,
  errors: door.MockErrors.VLLM,
  recordings: [mock.mockRecording],
  latency: mock.mockLatency,
  maxNumSeqs: 8,
  faults: [mock.mockFaultRate],
  startupTime: Duration.seconds(20),
  replicas: 2,
  apiKey: { secret, key: 'mock' },
  drain: Duration.seconds(45),
};

export const cronWindow: Required<door.CronWindow> = {
  timezone: 'Europe/Berlin',
  start: '0 8 * * 1-5',
  end: '0 18 * * 1-5',
  replicas: 2,
};

export const inferenceScaling: Required<door.InferenceScalingProps> = {
  minReplicas: 0,
  maxReplicas: 3,
  waitingRequests: 8,
  kvCachePercent: 75,
  demand: [door.DemandSignal.questions('chatbot-web'), door.DemandSignal.schedule(cronWindow)],
  prometheusUrl: 'http://thanos.team-prometheus.svc:9090',
  authentication: 'prometheus-login',
  pollingSeconds: 20,
  cooldown: Duration.minutes(40),
};

const inference: Required<door.InferenceProps> = {
  ...pods,
  model: door.Model.named('Qwen/Qwen3-32B', 'main'),
  gpu: door.Gpu.h100().count(2),
  nodes: 1,
  runtimeClassName: 'nvidia',
  engine: door.Engine.vllm('0.31.0'),
  servedModelName: 'qwen',
  maxModelLen: 32_768,
  apiKey: { secret, key: 'vllm' },
  replicas: 2,
  autoscaling: door.Autoscaling.inference(inferenceScaling),
  gpuPool: door.GpuPool.of(16).spare(2),
  monitoring: { intervalSeconds: 15 },
  cache: door.ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }),
  sharedMemory: Size.gibibytes(2),
  startupTimeout: Duration.hours(1),
  drain: Duration.seconds(45),
  image: 'vllm/vllm-openai:v0.31.0',
  extraArgs: ['--dtype', 'half'],
};

export const gpuInference: Required<door.GpuInferenceProps> = { ...workload, ...inference };

export const kserveInference: Required<door.KServeInferenceProps> = { ...inference, baseRefs: ['team-router'] };

export const embeddingInference: Required<door.EmbeddingInferenceProps> = { ...gpuInference, embeddingDimensions: 384 };

export const modelHub: Required<door.ModelHubOptions> = {
  hfToken: { secret, key: 'hub' },
  endpoint: 'https://hub.acme.io',
};

export const modelDownload: Required<door.ModelDownloadOptions> = {
  ...modelHub,
  size: Size.gibibytes(200),
  storageClassName: 'shared',
  accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY,
  removeOthers: true,
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

export const llmProvider: Required<door.LlmProviderProps> = {
  baseUrl: 'https://llm.acme.io/v1',
  requiresKey: false,
  embeds: false,
  peer: door.NetworkPeer.addresses('10.2.0.0/16'),
};

export const externalLlm: Required<door.ExternalLlmProps> = {
  provider: door.LlmProvider.mistral(),
  model: 'mistral-large',
  embeddingModel: 'mistral-embed',
  embeddingDimensions: 512,
  apiKey: { secret, key: 'mistral' },
  proxyUrl: 'http://squid.team-egress.svc:3128',
  drain: Duration.seconds(45),
};

const hosted = (baseUrl: string): door.ILlmBackend => ({
  baseUrl,
  servedModelName: 'large',
  generatesText: true,
  peer: door.NetworkPeer.internet(),
  port: 443,
  drain: Duration.seconds(20),
});

export const llmGateway: Required<door.LlmGatewayProps> = {
  ...workload,
  backends: [hosted('https://a.acme.io/v1'), hosted('https://b.acme.io/v1')],
  servedModelName: 'together',
  apiKey: { secret, key: 'gateway' },
  replicas: 3,
  image: 'acme.io/litellm:2',
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
