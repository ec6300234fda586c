import { App, Duration, Testing } from 'cdk8s';
import { ConfigMap, Secret } from 'cdk8s-plus-27';
import { EnvSource, LlmChart, LlmWebApp, type LlmWebAppProps, MockLlm, SecretRef, SecretStoreKind } from '../../../lib';
import { refusal, verdict } from './site';
import { neighbours } from './web-app';

const chartOf = () => new LlmChart(new App(), 'chatbot', { createNamespace: false });
const scope = new LlmChart(new App(), 'elsewhere', { createNamespace: false });
const secret = (name: string) => Secret.fromSecretName(scope, `secret ${name}`, name);
const existing = (name: string) => SecretRef.existing(secret(name));
const mapOf = (id: string, data: Record<string, string>) => new ConfigMap(scope, id, { metadata: { name: id }, data });

function synth(props: LlmWebAppProps, chart = chartOf()): any[] {
  new LlmWebApp(chart, 'app', { image: 'ghcr.io/acme/app:1', services: neighbours, ...props });
  return Testing.synth(chart);
}

const from = (...envFrom: EnvSource[]): LlmWebAppProps => ({ envFrom });
const find = (objects: any[], kind: string, name?: RegExp) =>
  objects.find((one) => one.kind === kind && (!name || name.test(one.metadata.name)));
const podOf = (objects: any[]) => find(objects, 'Deployment').spec.template;

test('whole Secrets and ConfigMaps become variables, in the order in which they are given', () => {
  const flags = ConfigMap.fromConfigMapName(scope, 'flags', 'flags');
  const { containers } = podOf(
    synth(from(EnvSource.secret(existing('llmops-secrets')), EnvSource.configMap(flags, 'FLAG_'))),
  ).spec;
  expect(containers[0].envFrom).toEqual([
    { secretRef: { name: 'llmops-secrets' } },
    { prefix: 'FLAG_', configMapRef: { name: 'flags' } },
  ]);
});

test('one key of a Secret becomes one variable', () => {
  const secretEnv = { GROQ_API_KEY: { secret: secret('groq'), key: 'key' } };
  expect(podOf(synth({ env: { LEVEL: 'info' }, secretEnv })).spec.containers[0].env).toEqual([
    { name: 'STOCK_URL', value: 'http://stock.chatbot.svc:80' },
    { name: 'PORT', value: '8000' },
    { name: 'LEVEL', value: 'info' },
    { name: 'GROQ_API_KEY', valueFrom: { secretKeyRef: { name: 'groq', key: 'key' } } },
  ]);
});

test('external-secrets keeps a Secret under the name that the pods read', () => {
  const ref = SecretRef.external({
    store: 'vault',
    storeKind: SecretStoreKind.CLUSTER_SECRET_STORE,
    refreshInterval: Duration.minutes(5),
    keys: { GROQ_API_KEY: { key: 'prod/chatbot', property: 'groq' }, SENTRY_DSN: { key: 'prod/sentry' } },
  });
  const objects = synth(from(EnvSource.secret(ref)));
  expect(podOf(objects).spec.containers[0].envFrom).toEqual([{ secretRef: { name: 'chatbot-app-external' } }]);
  expect(find(objects, 'ExternalSecret')).toMatchObject({
    apiVersion: 'external-secrets.io/v1',
    metadata: { name: 'chatbot-app-external', namespace: 'chatbot' },
    spec: {
      refreshInterval: '300s',
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
      target: { name: 'chatbot-app-external', creationPolicy: 'Owner' },
      data: [
        { secretKey: 'GROQ_API_KEY', remoteRef: { key: 'prod/chatbot', property: 'groq' } },
        { secretKey: 'SENTRY_DSN', remoteRef: { key: 'prod/sentry' } },
      ],
    },
  });
});

test('a Job fills a generated Secret, and the container waits for each of its keys', () => {
  const objects = synth(from(EnvSource.secret(SecretRef.generated({ keys: ['SESSION_KEY', 'CSRF_KEY'] }))));
  const { env, envFrom } = podOf(objects).spec.containers[0];
  const name = 'chatbot-app-generated';
  expect(env.slice(2)).toEqual([
    { name: 'SESSION_KEY', valueFrom: { secretKeyRef: { name, key: 'SESSION_KEY' } } },
    { name: 'CSRF_KEY', valueFrom: { secretKeyRef: { name, key: 'CSRF_KEY' } } },
  ]);
  expect(envFrom).toBeUndefined();
  expect(find(objects, 'Secret')).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: expect.objectContaining({ name: 'chatbot-app-generated' }),
    type: 'Opaque',
  });
  const job = find(objects, 'Job', /^chatbot-app-generated-[0-9a-f]{8}$/);
  expect(job.spec.template.spec).toMatchObject({
    serviceAccountName: 'chatbot-app-generated',
    automountServiceAccountToken: true,
    containers: [
      {
        command: ['node', '/app/fill-secret.js'],
        env: [
          { name: 'SECRET_NAME', value: 'chatbot-app-generated' },
          { name: 'SECRET_KEYS', value: 'SESSION_KEY,CSRF_KEY' },
        ],
      },
    ],
  });
  expect(find(objects, 'Role').rules).toEqual([
    { apiGroups: [''], resources: ['secrets'], resourceNames: ['chatbot-app-generated'], verbs: ['get', 'patch'] },
  ]);
});

test('one reference under two prefixes is one Secret, and every app has its own', () => {
  const chart = chartOf();
  const ref = SecretRef.generated({ name: 'salt', keys: ['KEY'] });
  for (const id of ['one', 'two'])
    new LlmWebApp(chart, id, {
      image: 'ghcr.io/acme/app:1',
      services: neighbours,
      ...from(EnvSource.secret(ref, 'A_'), EnvSource.secret(ref, 'B_')),
    });
  const secrets = Testing.synth(chart).filter(({ kind }) => kind === 'Secret');
  expect(secrets.map(({ metadata }) => metadata.name)).toEqual(['chatbot-one-salt', 'chatbot-two-salt']);
});

test('the pods start anew when a ConfigMap of this program changes', () => {
  const annotations = (value: string) => {
    const chart = chartOf();
    const flags = new ConfigMap(chart, 'flags', { data: { FLAG: value } });
    return podOf(synth(from(EnvSource.configMap(flags)), chart)).metadata.annotations;
  };
  expect(annotations('1')).toEqual({ 'checksum/config': expect.stringMatching(/^[0-9a-f]{16}$/) });
  expect(annotations('1')).toEqual(annotations('1'));
  expect(annotations('2')).not.toEqual(annotations('1'));
});

const generated = (keys: string[], prefix?: string, name?: string) =>
  EnvSource.secret(SecretRef.generated({ keys, name }), prefix);
const twice = (name: string, index = 0) =>
  `"envFrom[${index}]" sets ${name}, which is set already: give the source a prefix`;
const variable = (name: string, index = 0) => `"envFrom[${index}]" must be an environment variable name, got "${name}"`;
const llm = new MockLlm(scope, 'llm');
const rules = test.each<[string, LlmWebAppProps, ...string[]]>;

rules([
  ['keys that nobody else sets', from(generated(['A', 'B']), EnvSource.secret(existing('c')))],
  ['a key of a Secret that is no variable', from(generated(['A', '1 B'])), variable('1 B')],
  [
    'a key of the second source that is no variable',
    from(generated(['A']), EnvSource.configMap(mapOf('second', { 'c d': '' }))),
    variable('c d', 1),
  ],
  ['a key of a ConfigMap that is no variable', from(EnvSource.configMap(mapOf('m', { 'a/b': '' }))), variable('a/b')],
  ['a key that is a variable behind its prefix', from(generated(['1'], 'KEY_'))],
  [
    'a prefix that is none',
    from(generated(['A'], '1_')),
    '"envFrom[0].prefix" must be an environment variable name, got "1_"',
    variable('1_A'),
  ],
  ['a key twice, apart by a prefix', from(generated(['A']), generated(['A'], 'B_', 'other'))],
  ['a key twice', from(generated(['A', 'A'])), twice('A')],
  [
    'keys that "env", "secretEnv", the port and another source set',
    {
      env: { A: '1' },
      secretEnv: { B: { secret: secret('s'), key: 'k' } },
      ...from(EnvSource.configMap(mapOf('n', { A: '', B: '', PORT: '', C: '' })), generated(['C'])),
    },
    twice('A'),
    twice('B'),
    twice('PORT'),
    twice('C', 1),
  ],
  ['a key that the backends set', { llm, ...from(generated(['OPENAI_API_KEY'])) }, twice('OPENAI_API_KEY')],
  [
    'a variable in clear and from a Secret',
    { env: { A: '1' }, secretEnv: { A: { secret: secret('t'), key: 'k' } } },
    '"env" sets A, and so does "secretEnv"',
  ],
  [
    'a variable of the backends from a Secret',
    { llm, secretEnv: { OPENAI_API_KEY: { secret: secret('u'), key: 'k' } } },
    '"secretEnv" must not set OPENAI_API_KEY: the backends do; rename theirs in "wiring"',
  ],
  [
    'two Secrets of one name',
    from(generated(['A']), generated(['B'])),
    '"envFrom" makes two Secrets called "chatbot-app-generated": give one of them another "name"',
  ],
  ['a name of 54 characters', from(generated(['A'], undefined, 'n'.repeat(42)))],
  [
    'a name of 55 characters',
    from(generated(['A'], undefined, 'n'.repeat(43))),
    `"envFrom.generated.name" must be at most 54 lower-case letters, digits and "-" behind the name of the app, got "chatbot-app-${'n'.repeat(43)}"`,
  ],
  [
    'a Secret and a ConfigMap whose names are none',
    from(EnvSource.secret(existing('My Secret')), EnvSource.configMap(ConfigMap.fromConfigMapName(scope, 'x', 'X'))),
    '"envFrom.secret" must be the name of a Secret, got "My Secret"',
    '"envFrom[1]" must be the name of a ConfigMap, got "X"',
  ],
  ['a port of the API server', from(EnvSource.secret(SecretRef.generated({ keys: ['A'], apiServerPorts: [16443] })))],
  [
    'nothing to generate, and no way to the API server',
    from(EnvSource.secret(SecretRef.generated({ keys: [], apiServerPorts: [] }))),
    '"envFrom.generated.keys" must be at least one key, got []',
    '"apiServerPorts" must be at least one port, got []',
  ],
  [
    'a store without a name, for nothing, never asked',
    from(EnvSource.secret(SecretRef.external({ store: '', keys: {}, refreshInterval: Duration.millis(1) }))),
    '"envFrom.external.store" must be the name of a store, got ""',
    '"envFrom.external.keys" must be at least one key, got {}',
    '"envFrom.external.refreshInterval" must be whole seconds, from 1 to 86400, got "0.001 s"',
  ],
  [
    'a key of the store without a name',
    from(EnvSource.secret(SecretRef.external({ store: 'vault', keys: { A: { key: ' ' } } }))),
    '"envFrom.external.keys["A"].key" must be the name of a secret in the store, got " "',
  ],
])('%s', (_, props, ...violations) => {
  expect(verdict(() => synth(props))).toBe(refusal('LlmWebApp', violations));
});

test('what was passed in is not touched', () => {
  const keys = ['A'];
  const ref = SecretRef.generated({ keys });
  keys.push('B');
  expect(ref.generatedProps?.keys).toEqual(['A']);
});
