import type { AppConfigurationProps } from '../../props/app-configuration-props';
import type { AppConnectionProps } from '../../props/app-connection-props';
import type { LlmWebAppProps } from '../../props/llm-web-app-props';
import type { ServiceConnection } from '../../props/service-connection';
import type { TelemetryProps } from '../../props/telemetry-props';
import { Fields, flag, list, map, number, optional, props, struct, text } from '../shape';
import { envSource, preset, volume, wiring } from './app';
import { database, embeddings, llm } from './backends';
import { auth, exposure } from './entrance';
import { duration, secretValue } from './foreign';
import { autoscaling, monitoring } from './scaling';
import { healthCheck, texts, workload } from './workload';

const configuration: Fields<AppConfigurationProps> = {
  env: optional(texts),
  secretEnv: optional(map(secretValue)),
  envFrom: optional(list(envSource)),
  writablePaths: optional(list(text)),
  files: optional(map(text)),
  volumes: optional(list(volume)),
};

const service = struct<ServiceConnection>({
  name: text,
  namespace: optional(text),
  port: number,
  targetPort: optional(number),
  labels: optional(texts),
  variable: optional(text),
});

const connections: Fields<AppConnectionProps> = {
  llm: optional(llm),
  embeddings: optional(embeddings),
  database: optional(database),
  moreLlms: optional(map(llm)),
  moreEmbeddings: optional(map(embeddings)),
  moreDatabases: optional(map(database)),
  services: optional(list(service)),
  schema: optional(text),
  databaseTimeout: optional(duration),
  wiring: optional(wiring),
};

const telemetry = struct<TelemetryProps>({
  endpoint: text,
  serviceName: optional(text),
  sampleRatio: optional(number),
  captureContent: optional(flag),
});

export const llmWebApp = props<LlmWebAppProps>({
  ...workload,
  ...configuration,
  ...connections,
  image: optional(text),
  preset: optional(preset),
  command: optional(list(text)),
  args: optional(list(text)),
  port: optional(number),
  user: optional(number),
  healthCheck: optional(healthCheck),
  readinessGates: optional(list(text)),
  replicas: optional(number),
  autoscaling: optional(autoscaling),
  exposure: optional(exposure),
  auth: optional(auth),
  telemetry: optional(telemetry),
  monitoring: optional(monitoring),
});
