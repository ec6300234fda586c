import { Duration } from 'cdk8s';
import { AppAuth } from '../../../lib/values/app-auth';
import { AppPreset } from '../../../lib/values/app-preset';
import { Autoscaling } from '../../../lib/values/autoscaling';
import { Exposure } from '../../../lib/values/exposure';
import { HealthCheck } from '../../../lib/values/health-check';
import { NetworkPeer } from '../../../lib/values/network-peer';
import { OAuth2Provider } from '../../../lib/values/oauth2-provider';
import { Tls } from '../../../lib/values/tls';
import { llm } from './backends';
import { expectProblems, secretNamed } from './web-app';

/** Props as JavaScript, or a file, has them. */
const rules = test.each<[string, any, ...string[]]>;
const login = (provider: OAuth2Provider) =>
  AppAuth.oauth2Proxy({ provider, credentials: secretNamed('login'), emailDomains: ['*'] });
const reference = 'must be a reference such as { secret, key }';

rules([
  ['a number', { replicas: 3 }],
  ['a number in quotes', { replicas: '3' }, '"replicas" must be a number, got "3"'],
  ['null', { port: null }, '"port" must be a number, got null'],
  ['an explicit undefined', { port: undefined }],
  ['a string', { name: 'shop' }],
  ['a number for a string', { name: 5 }, '"name" must be a string, got 5'],
  ['a list', { args: ['--fast'] }],
  ['a string for a list', { args: '--fast' }, '"args" must be a list, got "--fast"'],
  ['a number in a list', { args: ['--port', 80] }, '"args[1]" must be a string, got 80'],
  ['a map', { files: { '/a': 'b' } }],
  ['a list for a map', { files: [] }, '"files" must be an object, a value for each key, got []'],
  ['an object in a map', { files: { '/a': {} } }, '"files["/a"]" must be a string, got {}'],
  ['a boolean', { telemetry: { endpoint: 'http://a.b:1', captureContent: true } }],
  [
    'a word for a boolean',
    { telemetry: { endpoint: 'http://a.b:1', captureContent: 'yes' } },
    '"telemetry.captureContent" must be true or false, got "yes"',
  ],
  ['a struct without what it needs', { telemetry: {} }, '"telemetry.endpoint" must be a string, got nothing'],
  ['a string for a struct', { telemetry: 'http://a.b' }, '"telemetry" must be an object, got "http://a.b"'],
  ['a Duration', { databaseTimeout: Duration.minutes(1), llm, embeddings: llm }],
  [
    'a number for a Duration',
    { databaseTimeout: 60 },
    '"databaseTimeout" must be a Duration such as Duration.seconds(30), got 60',
  ],
  ['a preset', { preset: AppPreset.gradio() }],
  [
    'a preset that nobody knows',
    { preset: 'flask' },
    '"preset" must be a value such as AppPreset.streamlit(), gradio(), fastApi(), nextJs(), openWebUi() or of(…), got "flask"',
  ],
  [
    'a value of another class',
    { exposure: AppPreset.gradio() },
    '"exposure" must be a value such as Exposure.nodePort(30000), got an AppPreset',
  ],
  [
    'TLS without a Secret or an issuer',
    { exposure: Exposure.ingress({ host: 'a.io', tls: Tls.secret(undefined as never) }) },
    '"exposure.ingress.tls.secret" must be a Secret, by Secret.fromSecretName, got nothing',
  ],
  ['TLS with a Secret', { exposure: Exposure.ingress({ host: 'a.io', tls: Tls.secret(secretNamed('tls')) }) }],
  [
    'a command in one string',
    { healthCheck: HealthCheck.exec('test -f /ready' as never) },
    '"healthCheck.exec" must be a list, got "test -f /ready"',
  ],
  [
    'KEDA without triggers',
    { autoscaling: Autoscaling.keda({ maxReplicas: 3 } as never) },
    '"autoscaling.triggers" must be a list, got nothing',
  ],
  [
    'a login whose organization is not there',
    { auth: login(OAuth2Provider.gitHub(undefined as never)) },
    '"auth.provider.organization" must be a string, got nothing',
  ],
  [
    'a login whose issuer is not there',
    { auth: login(OAuth2Provider.keycloak(undefined as never)) },
    '"auth.provider.issuerUrl" must be a string, got nothing',
  ],
  ['a login with all it needs', { auth: login(OAuth2Provider.gitHub('acme')) }],
  [
    'addresses without a range',
    {
      sidecars: [
        { name: 's', image: 'a.io/s:1', egress: [{ peer: NetworkPeer.addresses(undefined as never), port: 1 }] },
      ],
    },
    '"sidecars[0].egress[0].peer.cidr" must be a string, got nothing',
  ],
  [
    'a generating server where one that embeds is wanted',
    { embeddings: { ...llm, embeddingModelName: undefined } },
    '"embeddings" generates text and serves no /v1/embeddings: add an EmbeddingInference',
  ],
  [
    'an embedding server where one that generates is wanted',
    { llm: { ...llm, servedModelName: undefined, embeddingModelName: 'bge' } },
    '"llm" embeds and generates no text: pass it as "embeddings", and a generating server as "llm"',
  ],
  ['an LLM by its URL', { llm: 'http://llm' }, '"llm" must be an LLM such as new MockLlm(…), got "http://llm"'],
  [
    'a secret itself',
    { secretEnv: { A: 'sk-1' } },
    `"secretEnv["A"]" ${reference}, got a string: no manifest may hold a secret`,
  ],
  [
    'a reference without its key',
    { secretEnv: { A: { secret: secretNamed('keys') } } },
    '"secretEnv["A"].key" must be a string, got nothing',
  ],
  ['a list for a reference', { secretEnv: { A: [] } }, `"secretEnv["A"]" ${reference}, got []`],
  [
    'several at once; rules that need the right kinds come after them',
    { replicas: '3', port: 80, image: 7 },
    '"image" must be a string, got 7',
    '"replicas" must be a number, got "3"',
  ],
])('%s', (_, props, ...problems) => {
  expectProblems({ exposure: Exposure.clusterIp(), ...props }, ...problems);
});
