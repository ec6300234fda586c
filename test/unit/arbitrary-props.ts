import { Size } from 'cdk8s';
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
import * as mock from './arbitrary-mock';
import { workload } from './arbitrary-workload';

export { embeddingInference, gpuInference, kserveInference } from './arbitrary-server';
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
