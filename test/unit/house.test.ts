import { join } from 'node:path';
import { doorNames, readTree, type Tree, violations } from './house';

const lib = readTree(join(__dirname, '../../lib'));

test('lib keeps the rules of the house', () => {
  expect(violations(lib)).toEqual([]);
});

test('the door exports exactly these names', () => {
  expect(doorNames(lib['index.ts'] ?? '')).toEqual([
    'AppAuth',
    'AppConfigurationProps',
    'AppConnectionProps',
    'AppPreset',
    'AppPresetProps',
    'AppVolume',
    'AppVolumeType',
    'Autoscaling',
    'BasicAuthKeys',
    'CronWindow',
    'DatabaseCredentials',
    'DatabaseSecretKeys',
    'DemandSignal',
    'EmbeddingInference',
    'EmbeddingInferenceProps',
    'Engine',
    'EnvSource',
    'ExistingCredentials',
    'Exposure',
    'ExposureType',
    'ExternalLlm',
    'ExternalLlmProps',
    'ExternalSecretKey',
    'ExternalSecretProps',
    'GatewayOptions',
    'GeneratedSecretProps',
    'GgufProps',
    'Gpu',
    'GpuInference',
    'GpuInferenceProps',
    'GpuPool',
    'GpuProps',
    'HealthCheck',
    'HealthCheckType',
    'HpaProps',
    'IEmbeddingBackend',
    'ILlmBackend',
    'IVectorDatabase',
    'InferenceProps',
    'InferenceScalingProps',
    'IngressOptions',
    'InitContainer',
    'KServeInference',
    'KServeInferenceProps',
    'KedaProps',
    'KedaTrigger',
    'KubernetesVersion',
    'LlamaCppOptions',
    'LlmChart',
    'LlmChartProps',
    'LlmGateway',
    'LlmGatewayProps',
    'LlmProvider',
    'LlmProviderProps',
    'LlmWebApp',
    'LlmWebAppProps',
    'LoadBalancerOptions',
    'MockAnswer',
    'MockAnswerType',
    'MockError',
    'MockErrors',
    'MockFault',
    'MockFaultRate',
    'MockFaultType',
    'MockFixture',
    'MockLatency',
    'MockLlm',
    'MockLlmProps',
    'MockMatch',
    'MockMatchType',
    'MockRecording',
    'MockRequest',
    'MockResponseFormat',
    'MockToolCall',
    'Model',
    'ModelCache',
    'ModelCacheType',
    'ModelDownloadOptions',
    'ModelHubOptions',
    'MonitoringProps',
    'NetworkEdge',
    'NetworkPeer',
    'NetworkPeerType',
    'OAuth2Provider',
    'OAuth2ProxyOptions',
    'PgvectorOptions',
    'Platform',
    'PlatformProps',
    'PodProps',
    'PostgresVersion',
    'SecretRef',
    'SecretStoreKind',
    'ServiceConnection',
    'SharedDirectory',
    'SidecarContainer',
    'TelemetryProps',
    'Tls',
    'Toleration',
    'VectorDbStatefulSet',
    'VectorDbStatefulSetProps',
    'VectorEngine',
    'WiringNames',
    'WorkloadProps',
  ]);
});

const refuses = test.each<[string, Tree, string]>;

refuses([
  [
    'an import against the direction',
    { 'plan/a.ts': `import type { A } from '../manifest/a';`, 'manifest/a.ts': '' },
    'plan/a.ts imports manifest/a.ts, but plan sees only data, values, props, plan',
  ],
  [
    'a manifest that reads props',
    { 'manifest/a.ts': `export { A } from '../props/a';`, 'props/a.ts': '' },
    'manifest/a.ts imports props/a.ts, but manifest sees only values, plan, manifest',
  ],
  [
    'a program that is not self-contained',
    { 'programs/x/main.ts': `import '../../values/a';`, 'values/a.ts': '' },
    'programs/x/main.ts imports values/a.ts, but programs sees only programs',
  ],
  ['a room that nobody planned', { 'util/a.ts': '' }, 'util/a.ts is in no room'],
  [
    'cdk8s at run time behind a plan, also at second hand',
    {
      'plan/a.ts': `import { B } from '../values/b'; export const a = B;`,
      'values/b.ts': `import { Size } from 'cdk8s'; export const B = Size.gibibytes(1);`,
    },
    'plan/a.ts → values/b.ts → cdk8s is loaded at run time',
  ],
  [
    'Kubernetes types in a plan',
    { 'plan/a.ts': `import type { k8s } from 'cdk8s-plus-27'; export type A = k8s.PodSpec;` },
    'plan/a.ts names Kubernetes types',
  ],
  [
    'a cycle, even of types',
    { 'values/a.ts': `import type { B } from './b';`, 'values/b.ts': `import type { A } from './a';` },
    'values/a.ts → values/b.ts → values/a.ts is a cycle',
  ],
  ['a file of 201 lines', { 'plan/a.ts': '\n'.repeat(201) }, 'plan/a.ts has 201 lines, at most 200'],
  [
    'a door that hides what it exports',
    { 'index.ts': `export * from './values/a';`, 'values/a.ts': '' },
    'index.ts has an export *',
  ],
])('the house refuses %s', (_, files, sentence) => {
  expect(violations(files)).toEqual([sentence]);
});

test('the house allows types of cdk8s in a plan, for they are not loaded', () => {
  const plan = `import { Size } from 'cdk8s'; export const bytes = (size: Size) => size.toKibibytes();`;
  expect(violations({ 'plan/a.ts': plan })).toEqual([]);
});
