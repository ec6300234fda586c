import { App, Duration, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import {
  ExternalLlm,
  type ExternalLlmProps,
  LlmChart,
  LlmProvider,
  LlmWebApp,
  type LlmWebAppProps,
  MockLlm,
  NetworkPeer,
} from '../../../lib';
import { refusal, verdict } from './site';

const chartOf = () => new LlmChart(new App(), 'chatbot', { createNamespace: false });
const secrets = new LlmChart(new App(), 'secrets', { createNamespace: false });
const apiKey = { secret: Secret.fromSecretName(secrets, 'key', 'groq'), key: 'api' };
const chat: ExternalLlmProps = { provider: LlmProvider.groq(), model: 'llama-3.3-70b', apiKey };
const at = (baseUrl: string, over = {}) => ({ ...chat, provider: LlmProvider.of({ baseUrl, ...over }) });

/** The objects of an app with external LLMs, and what it learns and may reach. */
function appWith(props: (llm: ExternalLlm, chart: LlmChart) => LlmWebAppProps, external: ExternalLlmProps = chat) {
  const chart = chartOf();
  const llm = new ExternalLlm(chart, 'llm', external);
  new LlmWebApp(chart, 'app', { image: 'ghcr.io/acme/app:1', ...props(llm, chart) });
  const objects = Testing.synth(chart);
  const policies = objects.filter(
    ({ kind, metadata }) => kind === 'NetworkPolicy' && /^chatbot-app/.test(metadata.name),
  );
  return {
    objects,
    policies,
    env: objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'chatbot-app').spec.template
      .spec.containers[0].env as any[],
    egress: policies[0].spec.egress.slice(1) as any[],
  };
}

test('it makes no object, and an app finds it by its URL, its key and its model', () => {
  const { objects, env } = appWith((llm) => ({ llm }));
  expect(objects.map(({ kind }) => kind)).toEqual(['ServiceAccount', 'Service', 'NetworkPolicy', 'Deployment']);
  expect(env.slice(0, 3)).toEqual([
    { name: 'OPENAI_BASE_URL', value: 'https://api.groq.com/openai/v1' },
    { name: 'OPENAI_API_KEY', valueFrom: { secretKeyRef: { name: 'groq', key: 'api' } } },
    { name: 'LLM_MODEL', value: 'llama-3.3-70b' },
  ]);
});

const internet = {
  ipBlock: {
    cidr: '0.0.0.0/0',
    except: ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  },
};
const pods = (namespace: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  podSelector: {},
});
const ways = test.each<[string, ExternalLlmProps, to: object, port: number]>;

ways([
  ['the internet', chat, internet, 443],
  ['another port', at('https://api.acme.io:8443/v1'), internet, 8443],
  ['an address', at('https://203.0.113.7/v1'), { ipBlock: { cidr: '203.0.113.7/32' } }, 443],
  ['a server of the cluster', at('http://vllm.models.svc:8000/v1'), pods('models'), 8000],
  [
    'a private host',
    at('https://llm.acme.internal/v1', { peer: NetworkPeer.addresses('10.2.0.0/16') }),
    { ipBlock: { cidr: '10.2.0.0/16' } },
    443,
  ],
  ['a proxy of the cluster', { ...chat, proxyUrl: 'http://squid.egress.svc:3128' }, pods('egress'), 3128],
  ['a proxy by its address', { ...chat, proxyUrl: 'http://10.0.0.9:8080' }, { ipBlock: { cidr: '10.0.0.9/32' } }, 8080],
])('the app may reach %s, and nothing is written for that end', (_, external, to, port) => {
  const { egress, policies } = appWith((llm) => ({ llm }), external);
  expect(egress).toEqual([{ to: [to], ports: [{ port, protocol: 'TCP' }] }]);
  expect(policies).toHaveLength(1);
});

test('behind a proxy, the app is told of it', () => {
  const proxyUrl = 'http://squid.egress.svc:3128';
  const names = (external: ExternalLlmProps) =>
    appWith((llm) => ({ llm }), external).env.filter(({ name }) => name.includes('PROXY'));
  expect(names(chat)).toEqual([]);
  expect(names({ ...chat, proxyUrl })).toEqual([
    { name: 'HTTPS_PROXY', value: proxyUrl },
    { name: 'NO_PROXY', value: 'localhost,127.0.0.1,.svc,.cluster.local' },
    { name: 'NODE_USE_ENV_PROXY', value: '1' },
  ]);
});

test('one proxy serves several LLMs, two proxies are one too many', () => {
  const second = (proxyUrl: string) => () =>
    appWith((llm, chart) => ({ llm, moreLlms: { second: new ExternalLlm(chart, 'second', { ...chat, proxyUrl }) } }), {
      ...chat,
      proxyUrl: 'http://a.egress.svc:3128',
    });
  const refused = '"moreLlms["second"]" is reached through another proxy than "llm": a container has one HTTPS_PROXY';
  expect(verdict(second('http://a.egress.svc:3128'))).toBe('accepted');
  expect(verdict(second('http://b.egress.svc:3128'))).toBe(refusal('LlmWebApp', [refused]));
});

test('it embeds for an app that chats elsewhere', () => {
  const embedder = {
    provider: LlmProvider.openai(),
    embeddingModel: 'text-embedding-3-small',
    embeddingDimensions: 1536,
    apiKey,
  };
  const { env } = appWith((embeddings, chart) => ({ llm: new MockLlm(chart, 'mock'), embeddings }), embedder);
  expect(env.filter(({ name }) => name.startsWith('EMBEDDING'))).toEqual([
    { name: 'EMBEDDING_BASE_URL', value: 'https://api.openai.com/v1' },
    { name: 'EMBEDDING_API_KEY', valueFrom: { secretKeyRef: { name: 'groq', key: 'api' } } },
    { name: 'EMBEDDING_MODEL', value: 'text-embedding-3-small' },
    { name: 'EMBEDDING_DIMENSIONS', value: '1536' },
  ]);
});

test('a server that asks for no key gets the word that the SDKs need', () => {
  const { env } = appWith((llm) => ({ llm }), {
    provider: LlmProvider.of({ baseUrl: 'http://vllm.models.svc:8000/v1', requiresKey: false }),
    model: 'qwen',
  });
  expect(env[1]).toEqual({ name: 'OPENAI_API_KEY', value: 'EMPTY' });
});

const urls = test.each<[LlmProvider, string]>;

urls([
  [LlmProvider.openai(), 'https://api.openai.com/v1'],
  [LlmProvider.groq(), 'https://api.groq.com/openai/v1'],
  [LlmProvider.anthropic(), 'https://api.anthropic.com/v1'],
  [LlmProvider.mistral(), 'https://api.mistral.ai/v1'],
  [LlmProvider.azureOpenAi('acme'), 'https://acme.openai.azure.com/openai/v1'],
])('%#: a provider is known by its URL', (provider, url) => {
  expect(new ExternalLlm(chartOf(), 'llm', { ...chat, provider }).baseUrl).toBe(url);
});

const wrongUrl = (given: string) =>
  `"provider.baseUrl" must be an https URL that ends with the root of the API, such as "https://api.acme.io/v1", without a slash behind it, got "${given}"`;
const refusedUrls = [
  'https://api.openai.com',
  'https://api.openai.com/v1/',
  'https://api.openai.com/v1/chat/completions',
  'https://api.openai.com//v1',
  'https://api.openai.com/v1?a=b',
  'https://user@api.openai.com/v1',
  'http://api.openai.com/v1',
  'http://203.0.113.7/v1',
  'api.openai.com/v1',
  '',
];

test.each(refusedUrls)('%j is refused as the root of an API', (url) => {
  expect(verdict(() => new ExternalLlm(chartOf(), 'app', at(url)))).toBe(refusal('ExternalLlm', [wrongUrl(url)]));
});

const rules = test.each<[string, ExternalLlmProps, ...string[]]>;
const embeds = { embeddingModel: 'e', embeddingDimensions: 16_000, provider: LlmProvider.mistral() };
const dimensions = '"embeddingDimensions" must be a whole number from 1 to 16000, got';

rules([
  ['a chat model', chat],
  ['both models', { ...chat, ...embeds }],
  ['another root', at('https://generativelanguage.googleapis.com/v1beta/openai')],
  [
    'a key that no Secret can have',
    { ...chat, apiKey: { ...apiKey, key: 'a/b' } },
    '"apiKey.key" must be letters, digits, "-", "_", ".", got "a/b"',
  ],
  ['no key', { ...chat, apiKey: undefined }, '"apiKey" is missing: the provider asks for one; reference a Secret'],
  [
    'no model at all',
    { provider: LlmProvider.openai(), apiKey },
    '"model" is missing: name a chat model, or an "embeddingModel"',
  ],
  [
    'names with spaces',
    { ...chat, ...embeds, model: 'a b', embeddingModel: 'c d' },
    '"model" must be letters, digits and "._/:@-", no "-" first, got "a b"',
    '"embeddingModel" must be letters, digits and "._/:@-", no "-" first, got "c d"',
  ],
  [
    'no dimensions',
    { ...chat, ...embeds, embeddingDimensions: undefined },
    `${dimensions} nothing; the length that the model card names`,
  ],
  [
    'dimensions beyond pgvector',
    { ...chat, ...embeds, embeddingDimensions: 16_001 },
    `${dimensions} 16001; the length that the model card names`,
  ],
  [
    'dimensions without a model',
    { ...chat, embeddingDimensions: 3 },
    '"embeddingDimensions" needs an "embeddingModel"',
  ],
  [
    'embeddings of a provider that has none',
    { ...chat, ...embeds, provider: LlmProvider.anthropic() },
    '"embeddingModel" must be left out: the provider serves no /embeddings; MockLlm and EmbeddingInference do',
  ],
  [
    'a proxy without a scheme, half a second',
    { ...chat, proxyUrl: 'proxy:3128', drain: Duration.millis(500) },
    '"drain" must be whole seconds, from 1 to 86400, got "0.5 s"',
    '"proxyUrl" must be a URL such as "http://proxy.egress.svc:3128", without a user, got "proxy:3128"',
  ],
  [
    'a peer that is none',
    at('https://llm.acme.internal/v1', { peer: NetworkPeer.addresses('10.2.0.1/16') }),
    '"provider.peer" must be IPv4 addresses such as "10.20.0.0/16", got "10.2.0.1/16"',
  ],
])('%s', (_, props, ...violations) => {
  expect(verdict(() => new ExternalLlm(chartOf(), 'app', props))).toBe(refusal('ExternalLlm', violations));
});

test.each([undefined, 'https://acme.openai.azure.com', ''])('Azure refuses the resource %s', (resource) => {
  expect(() => LlmProvider.azureOpenAi(resource as never)).toThrow(
    `azureOpenAi must be given the name of the Azure resource, such as "acme", got "${resource}"`,
  );
});

test('an app refuses it for what it does not do', () => {
  const embedder = { ...chat, ...embeds, model: undefined };
  const refused = '"llm" embeds and generates no text: pass it as "embeddings", and a generating server as "llm"';
  expect(verdict(() => appWith((llm) => ({ llm }), embedder))).toBe(refusal('LlmWebApp', [refused]));
});
