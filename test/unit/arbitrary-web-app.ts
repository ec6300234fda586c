import { Duration } from 'cdk8s';
import fc, { type Arbitrary } from 'fast-check';
import * as door from '../../lib';
import {
  args,
  image,
  labels,
  mostly,
  number,
  replicas,
  seconds,
  secret,
  secretValue,
  some,
  text,
  theirs,
} from './arbitrary';
import { variable, variables, wild } from './arbitrary';
import { healthCheck } from './arbitrary-containers';
import { exposure, ownAuth, referenceAuth } from './arbitrary-exposure';
import { monitoring } from './arbitrary-monitoring';
import { autoscaling, scale } from './arbitrary-scale';
import { envFrom, volumes } from './arbitrary-sources';
import { workload } from './arbitrary-workload';

const wiring = some<door.WiringNames>({
  llmBaseUrl: variable,
  llmApiKey: variable,
  llmModel: variable,
  embeddingBaseUrl: variable,
  embeddingApiKey: variable,
  embeddingModel: variable,
  embeddingDimensions: variable,
  databaseUrl: variable,
});

const telemetry = fc
  .tuple(
    fc.record({
      endpoint: mostly(
        fc.constantFrom('http://otel.team-otel:4318', 'https://otel.acme.io', 'http://10.1.2.3:4317'),
        wild,
      ),
    }),
    some<Omit<door.TelemetryProps, 'endpoint'>>({
      serviceName: text(/^[a-z][a-z-]{0,20}$/),
      sampleRatio: mostly(fc.double({ min: 0, max: 1, noNaN: true }), fc.double()),
      captureContent: fc.boolean(),
    }),
  )
  .map(([own, more]) => ({ ...own, ...more }));
const services = fc.uniqueArray(
  fc
    .tuple(
      fc.record({ name: text(/^[a-l][a-z]{1,20}(-[a-z]{1,9})?$/), namespace: theirs, port: number(1, 65_535) }),
      some<Pick<door.ServiceConnection, 'targetPort' | 'labels'>>({ targetPort: number(1, 65_535), labels }),
    )
    .map(([own, more]) => ({ ...own, ...more })),
  { maxLength: 3, selector: ({ name }) => name },
);

/** A backend that is no part of the manifests. */
const hosted: door.ILlmBackend & door.IEmbeddingBackend = {
  baseUrl: 'https://models.acme.io/v1',
  servedModelName: 'qwen',
  generatesText: true,
  embeddingModelName: 'bge',
  embeddingDimensions: 512,
  apiKey: { secret: secret('team-keys'), key: 'models' },
  peer: door.NetworkPeer.internet(),
  port: 443,
  drain: Duration.seconds(45),
};
const managed: door.IVectorDatabase = {
  host: 'db.team-data.svc',
  port: 5433,
  databaseName: 'shop',
  secret: secret('team-db'),
  secretKeys: { username: 'user', password: 'pass' },
  peer: door.NetworkPeer.existingPods('team-data'),
};
const more = <T>(letter: string, one: T) =>
  fc.dictionary(text(new RegExp(`^${letter}[a-z]{1,9}(-[a-z]{1,9})?$`)), fc.constant(one), { maxKeys: 2 });

const ofAnyApp = {
  ...workload,
  env: fc.dictionary(variable, fc.string(), { maxKeys: 3 }),
  secretEnv: variables('S', secretValue),
  envFrom,
  writablePaths: fc.uniqueArray(text(/^(\/[a-z0-9_-]{2,9}){1,3}x$/), { maxLength: 3 }),
  files: fc.dictionary(text(/^\/files\/[a-z]{1,9}(\/[a-z]{1,9}\.yaml)?$/), fc.string({ unit: 'grapheme' }), {
    maxKeys: 2,
  }),
  volumes,
  exposure,
  telemetry,
  monitoring,
  services,
  readinessGates: fc.uniqueArray(text(/^([a-z]{1,9}\.io\/)?[a-zA-Z]{1,20}$/), { maxLength: 2 }),
  port: number(1024, 65_535),
  databaseTimeout: seconds,
};

/** The reference app, or one of its own, each beside backends that are there. */
export const llmWebApp: Arbitrary<door.LlmWebAppProps> = fc.oneof(
  fc
    .tuple(
      some<Pick<door.LlmWebAppProps, keyof typeof ofAnyApp | 'auth'>>({ ...ofAnyApp, auth: referenceAuth }),
      fc.oneof(some({ replicas: replicas }), fc.record({ autoscaling })),
    )
    .map(([own, number]) => ({ ...own, ...number })),
  fc
    .tuple(
      some<
        Omit<door.LlmWebAppProps, 'image' | 'llm' | 'embeddings' | 'database' | 'replicas' | 'autoscaling' | 'preset'>
      >({
        ...ofAnyApp,
        auth: ownAuth,
        command: args,
        args,
        user: number(1, 2 ** 31 - 1),
        healthCheck,
        schema: fc.string(),
        wiring,
        moreLlms: more('l', hosted),
        moreEmbeddings: more('e', hosted),
        moreDatabases: more('d', managed),
      }),
      scale,
      fc.record({ image }),
    )
    .map(([own, number, named]) => ({ ...own, ...number, ...named })),
);
