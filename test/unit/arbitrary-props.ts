import { App, Chart, Duration, Size } from 'cdk8s';
import { Cpu, PersistentVolumeAccessMode, Secret, ServiceAccount, TaintEffect } from 'cdk8s-plus-27';
import fc, { type Arbitrary } from 'fast-check';
import * as door from '../../lib';

const elsewhere = () => new Chart(new App(), 'elsewhere');
const secret = (name: string) => Secret.fromSecretName(elsewhere(), 'secret', name);
const account = (name: string) => ServiceAccount.fromServiceAccountName(elsewhere(), 'account', name);

/** Mostly good, now and then bad: each rule is broken by some of a few hundred sets, and most sets are accepted. */
const mostly = <T>(good: Arbitrary<T>, bad: Arbitrary<T>): Arbitrary<T> =>
  fc.oneof({ weight: 100, arbitrary: good }, { weight: 1, arbitrary: bad });

/** Any of the props, or none. */
const some = <T extends object>(props: { [Key in keyof T]-?: Arbitrary<T[Key]> }): Arbitrary<Partial<T>> =>
  fc.record<T, never>(props, { requiredKeys: [] }) as unknown as Arbitrary<Partial<T>>;

const wild = fc.oneof(fc.string(), fc.string({ minLength: 60, maxLength: 300 }));
const number = (min: number, max: number) => mostly(fc.integer({ min, max }), fc.double());
const text = (pattern: RegExp) => mostly(fc.stringMatching(pattern), wild);
const seconds = mostly(
  fc.integer({ min: 1, max: 86_400 }).map((n) => Duration.seconds(n)),
  fc.integer({ min: 0, max: 999 }).map((n) => Duration.millis(n)),
);
const mebibytes = (min: number, max: number) =>
  mostly(
    fc.integer({ min, max }).map((n) => Size.mebibytes(n)),
    fc.nat().map((n) => Size.kibibytes(n)),
  );

const qualified = fc.constantFrom('team', 'acme.io/team', 'a', 'toString', 'X_1.y', 'on');
/** cdk8s itself cannot write a map with the key `constructor`. */
const key = mostly(qualified, wild).filter((one) => one !== 'constructor');
const value = mostly(fc.stringMatching(/^([a-zA-Z0-9]([-\w.]{0,20}[a-zA-Z0-9])?)?$/), wild);
const labels = fc.dictionary(key, value, { maxKeys: 3 });
const secretValue = fc.record({
  secret: mostly(fc.stringMatching(/^team-[a-z0-9]{1,9}$/), fc.constantFrom('', 'Team', 'a_b')).map(secret),
  key: text(/^[A-Za-z][-\w.]{0,20}$/),
});
const name = text(/^[a-z]([-a-z0-9]{0,40}[a-z0-9])?$/);
const image = mostly(
  fc.constantFrom('node:24', 'acme.io/a/b:1', 'localhost:5000/x@sha256:' + 'a'.repeat(64), 'a/b:v1.0-rc.1'),
  fc.oneof(wild, fc.constantFrom('node', 'node:latest', 'A/b:1')),
);
const args = fc.array(
  mostly(fc.constantFrom('--dtype', 'half', 'a b', '', '"', '$(HOME)'), fc.oneof(fc.constant('--port'), fc.string())),
  { maxLength: 3 },
);

const memory = fc
  .tuple(fc.integer({ min: 512, max: 4096 }), fc.nat({ max: 4096 }))
  .map(([request, more]) => ({ request: Size.mebibytes(request), limit: Size.mebibytes(request + more) }));
const resources = some<NonNullable<door.WorkloadProps['resources']>>({
  cpu: mostly(
    some({
      request: fc.integer({ min: 1, max: 2000 }).map((n) => Cpu.millis(n)),
      limit: fc.integer({ min: 2, max: 8 }).map((n) => Cpu.units(n)),
    }),
    fc.record({
      request: fc.double({ min: 0, max: 9, noNaN: true }).map((n) => Cpu.units(n)),
      limit: fc.constant(Cpu.units(1)),
    }),
  ),
  memory: mostly(memory, some({ request: mebibytes(0, 9000), limit: mebibytes(0, 9000) })),
  ephemeralStorage: memory,
});

const workload = {
  name,
  selector: mostly(
    fc.dictionary(fc.constantFrom('app', 'acme.io/app'), fc.stringMatching(/^[a-z0-9]{1,9}$/), { minKeys: 1 }),
    labels,
  ),
  labels,
  annotations: fc.dictionary(key, fc.string({ unit: 'grapheme' }), { maxKeys: 3 }),
  serviceAccount: mostly(fc.constant('robot'), fc.constant('Robot')).map(account),
  nodeSelector: labels,
  tolerations: fc.array(
    some<door.Toleration>({ key, value, effect: fc.constantFrom(...Object.values(TaintEffect)) }).map((one) => ({
      key: 'team',
      ...one,
    })),
    { maxLength: 3 },
  ),
  priorityClassName: name,
  resources,
};

const replicas = number(0, 100);
const dimensions = number(1, 16_000);
const modelName = text(/^[a-zA-Z0-9][\w./:@-]{0,40}$/);

export const mockLlm = some<door.MockLlmProps>({
  ...workload,
  servedModelName: modelName,
  embeddingModelName: modelName,
  embeddingDimensions: dimensions,
  replicas,
  apiKey: secretValue,
  drain: seconds,
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
const task: Arbitrary<Partial<door.GpuInferenceProps>> = mostly<Partial<door.GpuInferenceProps>>(
  dimensions.map((embeddingDimensions) => ({ task: door.InferenceTask.EMBED, embeddingDimensions })),
  fc.constant({ embeddingDimensions: 5 }),
);
const many = replicas.map((count) => ({
  replicas: count,
  cacheAccessMode: PersistentVolumeAccessMode.READ_WRITE_MANY,
}));

export const gpuInference: Arbitrary<door.GpuInferenceProps> = fc
  .tuple(
    fc.record({ model, gpu }),
    some<
      Omit<door.GpuInferenceProps, 'model' | 'gpu' | 'task' | 'embeddingDimensions' | 'replicas' | 'cacheAccessMode'>
    >({
      ...workload,
      resources: fc.constant({ memory: { limit: Size.gibibytes(64) } }),
      servedModelName: modelName,
      maxModelLen: mostly(number(1, 16_384), number(16_384, 1_000_000)),
      hfToken: secretValue,
      apiKey: secretValue,
      cacheSize: mostly(mebibytes(16_384, 1_000_000), mebibytes(1, 16_384)),
      cacheStorageClassName: name,
      sharedMemory: mebibytes(1, 30_000),
      startupTimeout: seconds,
      drain: seconds,
      image,
      extraArgs: args,
    }),
    fc.option(task, { nil: {} }),
    fc.option(many, { nil: {} }),
  )
  .map((parts) => Object.assign({}, ...parts) as door.GpuInferenceProps);

const credentials = fc.oneof(
  fc.constant({ credentials: door.DatabaseCredentials.generated() }),
  some({ username: text(/^[a-z]{1,9}$/), password: text(/^[a-z]{1,9}$/), uri: text(/^[a-z]{1,9}$/) }).map((keys) => ({
    credentials: door.DatabaseCredentials.existing(secret('team-db'), keys),
    username: undefined,
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

const variable = mostly(
  fc.stringMatching(/^[M-O][A-Z0-9_]{1,9}$/),
  fc.oneof(wild, fc.constantFrom('PGHOST', 'LLM_MODEL', 'PORT')),
);
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
const host = text(/^(\*\.)?[a-z0-9]{1,9}(\.[a-z0-9]{1,9}){0,2}\.io$/);
const range = mostly(fc.constantFrom('203.0.113.0/24', '0.0.0.0/0', '2001:db8::/32'), wild);
const annotations = fc.dictionary(key, fc.string(), { maxKeys: 2 });
const tls = fc.oneof(
  name.map((issuer) => door.Tls.issuer(issuer)),
  name.map((issuer) => door.Tls.clusterIssuer(issuer)),
  fc.constant(door.Tls.secret(secret('team-tls'))),
);
const exposure = fc.oneof(
  fc.constant(door.Exposure.clusterIp()),
  number(30_000, 32_767).map((port) => door.Exposure.nodePort(port)),
  some<door.LoadBalancerOptions>({
    port: number(1, 65_535),
    sourceRanges: fc.array(range, { maxLength: 3 }),
    loadBalancerClass: text(/^[a-z]{1,9}(\.io\/[a-z]{1,9})?$/),
    annotations,
  }).map((options) => door.Exposure.loadBalancer(options)),
  fc
    .tuple(
      host,
      some<Omit<door.IngressOptions, 'host'>>({
        tls,
        className: mostly(fc.constantFrom('nginx', 'traefik', 'haproxy', 'internal'), wild),
        path: text(/^(\/[a-z0-9_~-]{1,9}){0,3}\/$/),
        annotations,
        controllerNamespace: name,
      }),
    )
    .map(([one, options]) => door.Exposure.ingress({ ...options, host: one })),
  fc
    .tuple(
      fc.record({ host, gateway: name }),
      some<Pick<door.GatewayOptions, 'gatewayNamespace' | 'controllerNamespace'>>({
        gatewayNamespace: name,
        controllerNamespace: name,
      }),
      fc.constantFrom({}, { listener: 'https' }, { listener: 'https', redirectListener: 'http' }),
    )
    .map(([own, options, listeners]) => door.Exposure.gateway({ ...own, ...options, ...listeners })),
);
const provider = fc.constantFrom(
  door.OAuth2Provider.google(),
  door.OAuth2Provider.gitHub('acme'),
  door.OAuth2Provider.oidc('https://id.acme.io:8443/realms/a'),
  door.OAuth2Provider.entraId('1b2c'),
);
const auth = fc.oneof(
  fc.constant(door.AppAuth.none()),
  fc
    .record({
      provider,
      credentials: fc.constant(secret('team-login')),
      emailDomains: fc.array(mostly(fc.constantFrom('acme.io', '*'), wild), { minLength: 1, maxLength: 3 }),
    })
    .map((options) => door.AppAuth.oauth2Proxy(options)),
);
const healthCheck = fc.oneof(
  text(/^\/[a-z/?=]{0,20}$/).map((path) => door.HealthCheck.http(path)),
  fc.constant(door.HealthCheck.tcp()),
  fc.array(fc.string(), { minLength: 1, maxLength: 3 }).map((rest) => door.HealthCheck.exec(['true', ...rest])),
  text(/^[a-zA-Z.]{1,20}$/).map((service) => door.HealthCheck.grpc(service)),
);
const preset = fc.constantFrom(
  door.AppPreset.streamlit(),
  door.AppPreset.gradio(),
  door.AppPreset.fastApi(),
  door.AppPreset.nextJs(),
  door.AppPreset.openWebUi().stateless(),
);

const ofAnyApp = {
  ...workload,
  env: fc.dictionary(variable, fc.string(), { maxKeys: 3 }),
  writablePaths: fc.uniqueArray(text(/^(\/[a-z0-9._-]{2,9}){1,3}x$/), { maxLength: 3 }),
  replicas,
  exposure,
  auth,
  port: number(1024, 65_535),
  databaseTimeout: seconds,
};

/** The reference app, or one of its own, each beside backends that are there. */
export const llmWebApp: Arbitrary<door.LlmWebAppProps> = fc.oneof(
  some<Pick<door.LlmWebAppProps, keyof typeof ofAnyApp>>(ofAnyApp),
  fc
    .tuple(
      fc.record({ image }),
      some<Omit<door.LlmWebAppProps, 'image' | 'llm' | 'embeddings' | 'database'>>({
        ...ofAnyApp,
        command: args,
        args,
        user: number(1, 2 ** 31 - 1),
        healthCheck,
        preset,
        schema: fc.string(),
        wiring,
      }),
    )
    .map(([own, more]) => ({ ...more, ...own })),
);
