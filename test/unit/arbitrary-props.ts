import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import fc, { type Arbitrary } from 'fast-check';
import * as door from '../../lib';
import {
  image,
  mebibytes,
  mostly,
  name,
  number,
  replicas,
  secret,
  secretValue,
  seconds,
  some,
  text,
} from './arbitrary';
import { options, scale, type Scaled } from './arbitrary-inference';
import * as mock from './arbitrary-mock';
import { workload } from './arbitrary-workload';

export { llmWebApp } from './arbitrary-web-app';

const dimensions = number(1, 16_000);
const modelName = text(/^[a-zA-Z0-9][\w./:@-]{0,40}$/);

export const mockLlm = some<door.MockLlmProps>({
  ...workload,
  servedModelName: modelName,
  moreModels: fc.uniqueArray(modelName, { maxLength: 2 }),
  aliases: fc.uniqueArray(modelName, { maxLength: 2 }),
  embeddingModelName: modelName,
  embeddingAliases: fc.uniqueArray(modelName, { maxLength: 2 }),
  embeddingDimensions: dimensions,
  contextWindow: mock.contextWindow,
  fixtures: mock.fixtures,
  strict: mock.strict,
  errors: mock.errors,
  recordings: mock.recordings,
  latency: mock.latency,
  maxNumSeqs: mock.maxNumSeqs,
  faults: mock.faults,
  startupTime: mock.startupTime,
  replicas,
  apiKey: secretValue,
  drain: seconds,
});

/** Its LLMs are the test's. */
export const llmGateway = some<Omit<door.LlmGatewayProps, 'backends'>>({
  ...workload,
  servedModelName: modelName,
  apiKey: secretValue,
  replicas,
  image,
});

const model = fc
  .tuple(
    text(/^[A-Za-z0-9][\w.-]{0,9}\/[\w.-]{1,20}$/),
    fc.option(text(/^[A-Za-z0-9][\w./-]{0,9}$/), { nil: undefined }),
  )
  .map(([id, revision]) => door.Model.fromConfig(door.Model.named('Qwen/Qwen3-8B').config, id, revision));
const gpu = fc
  .tuple(
    fc.constantFrom(
      door.Gpu.l4(),
      door.Gpu.h200(),
      door.Gpu.of({ product: 'x', memory: Size.gibibytes(80), resourceName: 'a.b/mig-1' }),
    ),
    mostly(fc.constantFrom(1, 2, 4, 8), number(3, 16)),
  )
  .map(([one, count]) => one.count(count));
const hub = { hfToken: secretValue, endpoint: mostly(fc.constant('https://hub.acme.io'), fc.constant('hub')) };
const cache = fc.oneof(
  some<door.ModelDownloadOptions>({
    ...hub,
    size: mostly(mebibytes(16_384, 1_000_000), mebibytes(1, 16_384)),
    storageClassName: name,
    accessMode: fc.constantFrom(PersistentVolumeAccessMode.READ_WRITE_ONCE, PersistentVolumeAccessMode.READ_WRITE_MANY),
    removeOthers: fc.boolean(),
  }).map((options) => door.ModelCache.download(options)),
  text(/^[a-z]{1,9}(\/[a-z]{1,9})?$/).map((folder) => door.ModelCache.existing('team-models', folder)),
  some<door.ModelHubOptions>(hub).map((options) => door.ModelCache.none(options)),
);

export const gpuInference: Arbitrary<door.GpuInferenceProps> = fc
  .tuple(
    fc.record({ model, gpu }),
    some<Omit<door.GpuInferenceProps, 'model' | 'gpu' | Exclude<keyof Scaled, 'cache'>>>({
      ...workload,
      resources: fc.constant({ memory: { limit: Size.gibibytes(64) } }),
      servedModelName: modelName,
      maxModelLen: mostly(number(1, 16_384), number(16_384, 1_000_000)),
      apiKey: secretValue,
      cache,
      sharedMemory: mebibytes(1, 30_000),
      startupTimeout: seconds,
      drain: seconds,
      runtimeClassName: name,
      nodes: mostly(fc.constant(1), number(2, 3)),
      engine: fc.constantFrom(door.Engine.vllm(), door.Engine.vllm('0.31.0')),
      image,
      extraArgs: options,
    }),
    scale,
  )
  .map((parts) => Object.assign({}, ...parts) as door.GpuInferenceProps);

export const kserveInference: Arbitrary<door.KServeInferenceProps> = fc
  .tuple(
    gpuInference,
    some<Pick<door.KServeInferenceProps, 'baseRefs'>>({ baseRefs: fc.array(name, { maxLength: 2 }) }),
  )
  .map(([props, more]) => ({
    ...props,
    serviceName: undefined,
    containerName: undefined,
    selector: undefined,
    ...more,
  }));

export const embeddingInference: Arbitrary<door.EmbeddingInferenceProps> = fc
  .tuple(
    gpuInference,
    some<Pick<door.EmbeddingInferenceProps, 'embeddingDimensions'>>({ embeddingDimensions: dimensions }),
  )
  .map(([props, more]) => ({ ...props, ...more }));

const credentials = fc.oneof(
  fc.constant({ credentials: door.DatabaseCredentials.generated() }),
  some({ username: text(/^[a-z]{1,9}$/), password: text(/^[a-z]{1,9}$/), uri: text(/^[a-z]{1,9}$/) }).map((keys) => ({
    credentials: door.DatabaseCredentials.existing(secret('team-db'), keys),
    username: undefined,
    apiServerPorts: undefined,
  })),
);
const identifier = text(/^[a-o][a-z0-9_]{0,40}$/);

export const vectorDb: Arbitrary<door.VectorDbStatefulSetProps> = fc
  .tuple(
    some<Omit<door.VectorDbStatefulSetProps, 'credentials'>>({
      ...workload,
      engine: fc
        .constantFrom(...Object.values(door.PostgresVersion))
        .map((postgres) => door.VectorEngine.pgvector({ postgres })),
      image,
      replicas: mostly(fc.constant(1), fc.nat()),
      storage: mebibytes(256, 10_000_000),
      storageClassName: name,
      database: identifier,
      username: identifier,
      sharedMemory: mostly(
        fc.integer({ min: 32, max: 128 }).map((n) => Size.mebibytes(2 * n)),
        mebibytes(0, 9000),
      ),
      apiServerPorts: fc.array(number(1, 65_535), { minLength: 1, maxLength: 3 }),
    }),
    fc.option(credentials, { nil: {} }),
  )
  .map((parts) => Object.assign({}, ...parts) as door.VectorDbStatefulSetProps);

const provider = fc.oneof(
  fc.constantFrom(door.LlmProvider.openai(), door.LlmProvider.mistral(), door.LlmProvider.azureOpenAi('acme')),
  text(/^https:\/\/[a-z]{1,9}\.acme\.io(:[1-9]\d{2})?\/v1$/).map((baseUrl) => door.LlmProvider.of({ baseUrl })),
  fc
    .constantFrom('http://vllm.team-models.svc:8000/v1', 'https://10.2.3.4/v1')
    .map((baseUrl) => door.LlmProvider.of({ baseUrl })),
);

export const externalLlm: Arbitrary<door.ExternalLlmProps> = fc
  .tuple(
    fc.record({ provider, model: modelName, apiKey: secretValue }),
    some<Pick<door.ExternalLlmProps, 'proxyUrl' | 'drain'>>({
      proxyUrl: text(/^http:\/\/squid\.team-[a-z]{1,9}\.svc(:[1-9]\d{3})?$/),
      drain: seconds,
    }),
    fc.option(fc.record({ embeddingModel: modelName, embeddingDimensions: dimensions }), { nil: {} }),
  )
  .map((parts) => Object.assign({}, ...parts) as door.ExternalLlmProps);
