import { Duration } from 'cdk8s';
import { planLlmWebApp } from '../../../lib/plan/llm-web-app';
import type { LlmWebAppProps } from '../../../lib/props/llm-web-app-props';
import { Exposure } from '../../../lib/values/exposure';
import { HealthCheck } from '../../../lib/values/health-check';
import { NetworkPeer } from '../../../lib/values/network-peer';
import { database, llm } from './backends';
import { programOf, refusal, secretNamed, siteOf, verdict } from './site';
import { neighbours } from './web-app';

const programs = {
  chatApp: () => programOf('chat-app'),
  databaseInit: () => programOf('database-init'),
  fillSecret: () => programOf('fill-secret'),
};
const reference: LlmWebAppProps = { llm, embeddings: llm, database };
const image = 'acme.io/shop:1.4.0';
const beside: LlmWebAppProps = { image, services: neighbours };
const own: LlmWebAppProps = { image, llm, embeddings: llm, database };
const far = NetworkPeer.pods('models', { app: 'llm' });
const apiKey = { secret: secretNamed('keys'), key: 'llm' };

const rules = test.each<[string, LlmWebAppProps, ...string[]]>;
const rulesOf = (title: string) => `the web app, ${title}: %s`;
const judged = (_: string, props: LlmWebAppProps, ...violations: string[]) => {
  const message = verdict(() => planLlmWebApp(siteOf('LlmWebApp'), props, programs));
  expect(message).toBe(refusal('LlmWebApp', violations));
};

const wholeNumber = (prop: string, low: number, high: number, given: unknown) =>
  `"${prop}" must be a whole number from ${low} to ${high}, got ${given}`;
const root = (given: number) =>
  `${wholeNumber('user', 1, 2_147_483_647, given)}; PodSecurity "restricted" refuses root`;
const foreign = (prop: string) =>
  `"${prop}" belongs to an app of your own: set "image", or leave it to the reference chat app`;
const missing = (prop: string) => `"${prop}" is missing: the reference chat app needs it; or set "image"`;

rules([
  ['a port without root', { ...beside, port: 1024 }],
  [
    'a port of root',
    { ...beside, port: 80 },
    `${wholeNumber('port', 1024, 65_535, 80)}; a pod that is no root cannot open it; the Service can have it`,
  ],
  ['a user', { ...beside, user: 1 }],
  ['root', { ...beside, user: 0 }, root(0)],
  ['the last user', { ...beside, user: 2 ** 31 - 1 }],
  ['a user beyond', { ...beside, user: 2 ** 31 }, root(2 ** 31)],
  ['a hundred replicas', { ...beside, replicas: 100 }],
  ['one more', { ...beside, replicas: 101 }, wholeNumber('replicas', 0, 100, 101)],
  [
    'an image with the tag latest',
    { ...beside, image: 'shop:latest' },
    '"image" must be an image with a version tag or a digest, got "shop:latest"; nobody knows what "latest" ran',
  ],
  ['the reference app', reference],
  ['the reference app alone', {}, missing('llm'), missing('embeddings'), missing('database')],
  [
    'the reference app with what only an image has',
    {
      ...reference,
      command: ['x'],
      args: ['y'],
      user: 5,
      schema: 'select 1',
      healthCheck: HealthCheck.http('/'),
      wiring: {},
    },
    ...['command', 'args', 'user', 'schema', 'healthCheck', 'wiring'].map(foreign),
  ],
  ['the longest name', { ...beside, name: 'n'.repeat(56) }],
  [
    'a name that its schema would carry too far',
    { ...beside, name: 'n'.repeat(57) },
    `"name" must be 1 to 56 lower-case letters, digits and "-", beginning with a letter, got "${'n'.repeat(57)}"`,
  ],
])(rulesOf('itself'), judged);

const set = (name: string) => `"env" must not set ${name}: the backends do; rename theirs in "wiring"`;
const twice = (name: string) => `"wiring" gives the name ${name} twice`;

rules([
  ['variables', { ...own, env: { MODE: '', 'a.b-c': 'x' } }],
  ['no variable', { ...beside, env: { 'a b': 'x' } }, '"env" must be an environment variable name, got "a b"'],
  ['a backend set twice', { ...own, env: { LLM_MODEL: 'x', PGHOST: 'y' } }, set('LLM_MODEL'), set('PGHOST')],
  ['a backend that is not there', { ...beside, env: { OPENAI_BASE_URL: 'https://api.openai.com/v1', PGHOST: 'db' } }],
  ['the timeout of the reference app', { ...reference, env: { LLM_TIMEOUT_SECONDS: '1' } }, set('LLM_TIMEOUT_SECONDS')],
  ['a backend under another name', { ...own, wiring: { llmModel: 'MODEL' }, env: { LLM_MODEL: 'x' } }],
  ['that name set too', { ...own, wiring: { llmModel: 'MODEL' }, env: { MODEL: 'x' } }, set('MODEL')],
  ['one name for two', { ...own, wiring: { llmModel: 'MODEL', embeddingModel: 'MODEL' } }, twice('MODEL')],
  ["a name of libpq's", { ...own, wiring: { databaseUrl: 'PGHOST' } }, twice('PGHOST')],
  ['the name of the port', { ...own, wiring: { llmModel: 'PORT' } }, twice('PORT')],
  [
    'a name that is none',
    { ...own, wiring: { llmModel: '1' } },
    '"wiring.llmModel" must be an environment variable name, got "1"',
  ],
])(rulesOf('its variables'), judged);

const wrongGate = (given: string) =>
  `"readinessGates" must be types of conditions such as "acme.io/warm", each once, got "${given}"`;

rules([
  ['conditions', { ...own, readinessGates: ['warm', 'target-health.elbv2.k8s.aws/web'] }],
  ['no conditions', { ...own, readinessGates: ['', 'a/b/c'] }, wrongGate(''), wrongGate('a/b/c')],
  ['a condition twice', { ...own, readinessGates: ['warm', 'warm'] }, wrongGate('warm')],
])(rulesOf('its readiness'), judged);

const wrongPath = (given: string) =>
  `"writablePaths" must be an absolute path without ":", "." and "..", not "/" itself, got "${given}"`;
const mountedTwice = (path: string) => `the container "web" mounts ${path} twice: leave one of them out`;
const wrongHealth = (given: string) =>
  `"healthCheck.http" must be a path that begins with "/", without spaces, got "${given}"`;

rules([
  ['paths', { ...beside, writablePaths: ['/data', '/tmp/x', '/app'] }],
  ['no path', { ...beside, writablePaths: ['data', '/'] }, wrongPath('data'), wrongPath('/')],
  ['/tmp', { ...beside, writablePaths: ['/tmp'] }, mountedTwice('/tmp')],
  ['one path twice', { ...beside, writablePaths: ['/a', '/a', '/a'] }, mountedTwice('/a')],
  [
    'where the reference app lies',
    { ...reference, writablePaths: ['/app', '/app/data'] },
    mountedTwice('/app'),
    'the container "web" mounts /app/data below /app, which is read-only',
  ],
  ['a health path with a query', { ...beside, healthCheck: HealthCheck.http('/up?full=1') }],
  ['a health path without slash', { ...beside, healthCheck: HealthCheck.http('up') }, wrongHealth('up')],
  ['a health path with a space', { ...beside, healthCheck: HealthCheck.http('/a b') }, wrongHealth('/a b')],
])(rulesOf('its paths'), judged);

const nodePort = (given: unknown) =>
  `${wholeNumber('exposure.nodePort', 30_000, 32_767, given)}; the API server's default range`;
const balancer = (given: unknown) => wholeNumber('exposure.loadBalancer.port', 1, 65_535, given);

rules([
  ['the first node port', { ...beside, exposure: Exposure.nodePort(30_000) }],
  ['the last node port', { ...beside, exposure: Exposure.nodePort(32_767) }],
  ['a node port below', { ...beside, exposure: Exposure.nodePort(29_999) }, nodePort(29_999)],
  ['a node port above', { ...beside, exposure: Exposure.nodePort(32_768) }, nodePort(32_768)],
  ['a load balancer', { ...beside, exposure: Exposure.loadBalancer({ port: 65_535 }) }],
  ['a load balancer without port', { ...beside, exposure: Exposure.loadBalancer({ port: 0 }) }, balancer(0)],
  ['a load balancer beyond', { ...beside, exposure: Exposure.loadBalancer({ port: 65_536 }) }, balancer(65_536)],
])(rulesOf('its exposure'), judged);

const embedder = { ...llm, generatesText: false };
const generator = { ...llm, embeddingDimensions: undefined };
const elsewhere = `a pod cannot read a Secret of another namespace; put both into one chart`;
const foreignKey = (prop: string) =>
  `"${prop}" lives in the namespace "models", and its key's Secret cannot be read from "chatbot"`;

rules([
  ['an LLM alone', { image, llm }],
  [
    'an embedder as LLM',
    { image, llm: embedder },
    '"llm" embeds and generates no text: pass it as "embeddings", and a generating server as "llm"',
  ],
  ['an embedder as embeddings', { image, embeddings: embedder }],
  [
    'an LLM as embeddings',
    { image, embeddings: generator },
    '"embeddings" generates text and serves no /v1/embeddings: add an EmbeddingInference',
  ],
  [
    'a database without embeddings',
    { image, llm, database },
    '"embeddings" is missing: what goes into "database" must be embedded; MockLlm embeds, or an EmbeddingInference',
  ],
  [
    'a database elsewhere',
    { ...own, database: { ...database, peer: far } },
    `"database" lives in the namespace "models" and the app in "chatbot": ${elsewhere}`,
  ],
  ['an LLM elsewhere', { image, llm: { ...llm, peer: far } }],
  ['an LLM with a key', { image, llm: { ...llm, apiKey } }],
  [
    'backends elsewhere with keys',
    { image, llm: { ...llm, apiKey, peer: far }, embeddings: { ...llm, apiKey, peer: far } },
    foreignKey('llm'),
    foreignKey('embeddings'),
  ],
  [
    'an LLM with half a second to drain',
    { image, llm: { ...llm, drain: Duration.millis(500) } },
    '"llm.drain" must be whole seconds, from 1 to 86400, got "0.5 s"',
  ],
  [
    'a wait of no time',
    { ...own, databaseTimeout: Duration.seconds(0) },
    '"databaseTimeout" must be whole seconds, from 1 to 86400, got "0 s"',
  ],
  ['the longest schema', { ...own, schema: ' '.repeat(199_999) }],
  [
    'a longer schema',
    { ...own, schema: ' '.repeat(200_000) },
    '"schema" must be below 200000 bytes, got "200000 bytes"',
  ],
  ['a schema for nobody', { ...beside, schema: 'select 1' }, '"database" is missing: the "schema" is applied to it'],
])(rulesOf('its backends'), judged);

const embeddings = { ...llm, embeddingDimensions: 384 };
const stores = (schema: string): LlmWebAppProps => ({
  ...own,
  embeddings,
  schema: `create table notes (id int, ${schema})`,
});

rules([
  ['as long as the embeddings', stores('v vector(384)')],
  [
    'longer than the embeddings',
    stores('v vector(1536)'),
    '"schema" stores vectors of 1536 dimensions and "embeddings" makes them of 384: declare the column as vector(384), or give the embedding server "embeddingDimensions"',
  ],
  [
    'of half the precision, and others',
    { ...stores('v HALFVEC ( 768 ), w vector(3)'), moreEmbeddings: { archive: llm } },
    '"schema" stores vectors of 768 and 3 dimensions and "embeddings" makes them of 384 and 1024: declare the column as vector(384), or give the embedding server "embeddingDimensions"',
  ],
  ['as long as more embeddings', { ...stores('v vector(1024)'), moreEmbeddings: { archive: llm } }],
  ['of two lengths, one of them right', stores('v vector(384), image vector(512)')],
  ['in a comment', stores('v vector -- vector(1536)\n, w text /* vector(3) */')],
  ['in a text search', stores('v tsvector, sparse sparsevec(30000)')],
  [
    'that nothing of these manifests makes',
    { image, llm, services: neighbours, database, schema: 'a vector(3)' },
    '"embeddings" is missing: what goes into "database" must be embedded; MockLlm embeds, or an EmbeddingInference',
  ],
])(rulesOf('vectors in its schema'), judged);

const alone =
  '"llm" is missing, and so is everybody else that the app could talk to: give it an "llm", a "database" or "services"';
const edge = { peer: NetworkPeer.internet(), port: 443 };

rules([
  ['nobody', { image }, alone],
  ['an empty list of Services', { image, services: [] }, alone],
  ['a sidecar that asks nobody', { image, sidecars: [{ name: 'proxy', image: 'acme.io/proxy:1' }] }, alone],
  ['an LLM', { image, llm }],
  ['an embedding server', { image, embeddings: llm }],
  ['a database', { image, embeddings: llm, database }],
  ['an LLM among more', { image, moreLlms: { judge: llm } }],
  ['a Service', { image, services: neighbours }],
  ['a collector', { image, telemetry: { endpoint: 'http://otel:4318' } }],
  ['whom a sidecar asks', { image, sidecars: [{ name: 'proxy', image: 'acme.io/proxy:1', egress: [edge] }] }],
])(rulesOf('asking'), judged);
