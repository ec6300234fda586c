import { App, Duration, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import {
  ExternalLlm,
  LlmChart,
  LlmProvider,
  LlmWebApp,
  type LlmWebAppProps,
  MockLlm,
  VectorDbStatefulSet,
} from '../../../lib';
import { refusal, verdict } from './site';

const chartOf = () => new LlmChart(new App(), 'chatbot', { createNamespace: false });
const own = { image: 'ghcr.io/acme/app:1' };
const find = (objects: any[], kind: string, name: string) =>
  objects.find((one) => one.kind === kind && one.metadata.name === name);

test('an app finds each of its backends under its name, and the nameless one under the usual names', () => {
  const chart = chartOf();
  const key = { secret: Secret.fromSecretName(chart, 'key', 'router'), key: 'api' };
  const llm = new MockLlm(chart, 'llm');
  const router = new MockLlm(chart, 'router', { servedModelName: 'small', apiKey: key });
  const database = new VectorDbStatefulSet(chart, 'db');
  const archive = new VectorDbStatefulSet(chart, 'old', { database: 'archive' });
  new LlmWebApp(chart, 'app', {
    ...own,
    llm,
    database,
    embeddings: llm,
    moreLlms: { 'query-router': router },
    moreEmbeddings: { archive: router },
    moreDatabases: { archive },
  });
  const { containers, initContainers } = find(Testing.synth(chart), 'Deployment', 'chatbot-app').spec.template.spec;
  const { env } = containers[0];
  const secret = (name: string, from: string, of = 'chatbot-old-app') => ({
    name,
    valueFrom: { secretKeyRef: { name: of, key: from } },
  });
  expect(env.filter(({ name }: any) => /^(ARCHIVE|QUERY)/.test(name))).toEqual([
    { name: 'QUERY_ROUTER_BASE_URL', value: 'http://chatbot-router.chatbot.svc:8000/v1' },
    secret('QUERY_ROUTER_API_KEY', 'api', 'router'),
    { name: 'QUERY_ROUTER_MODEL', value: 'small' },
    { name: 'ARCHIVE_BASE_URL', value: 'http://chatbot-router.chatbot.svc:8000/v1' },
    secret('ARCHIVE_API_KEY', 'api', 'router'),
    { name: 'ARCHIVE_MODEL', value: 'mock-embedding' },
    { name: 'ARCHIVE_DIMENSIONS', value: '384' },
    { name: 'ARCHIVE_PGHOST', value: 'chatbot-old' },
    { name: 'ARCHIVE_PGPORT', value: '5432' },
    { name: 'ARCHIVE_PGDATABASE', value: 'archive' },
    secret('ARCHIVE_PGUSER', 'username'),
    secret('ARCHIVE_PGPASSWORD', 'password'),
    secret('ARCHIVE_DATABASE_URL', 'uri'),
  ]);
  expect(env.map(({ name }: any) => name)).toEqual(
    expect.arrayContaining(['OPENAI_BASE_URL', 'PGHOST', 'DATABASE_URL']),
  );
  expect(initContainers[0].env.map(({ name }: any) => name)).toEqual([
    'PGHOST',
    'PGPORT',
    'PGDATABASE',
    'PGUSER',
    'PGPASSWORD',
    'WAIT_SECONDS',
  ]);
});

test('there is one edge per pair, at both ends, however many parts a backend plays', () => {
  const chart = chartOf();
  const llm = new MockLlm(chart, 'llm');
  const router = new MockLlm(chart, 'router');
  new LlmWebApp(chart, 'app', { ...own, llm, moreLlms: { router, same: llm }, moreEmbeddings: { both: router } });
  const policies = Testing.synth(chart).filter(({ kind }) => kind === 'NetworkPolicy');
  const ports = find(policies, 'NetworkPolicy', 'chatbot-app').spec.egress.map(({ to }: any) => to[0].podSelector);
  expect(ports.slice(1)).toEqual(
    ['llm', 'router'].map((id) => ({
      matchLabels: { 'app.kubernetes.io/name': 'llm', 'app.kubernetes.io/instance': `chatbot-${id}` },
    })),
  );
  expect(policies.map(({ metadata }) => metadata.name)).toEqual([
    'chatbot-llm',
    'chatbot-router',
    'chatbot-app',
    'chatbot-app-to-chatbot-llm-8000',
    'chatbot-app-to-chatbot-router-8000',
  ]);
});

test('several apps share one LLM: each is let in by a policy of its own', () => {
  const chart = chartOf();
  const llm = new MockLlm(chart, 'llm');
  for (const id of ['chat', 'search']) new LlmWebApp(chart, id, { ...own, llm });
  const objects = Testing.synth(chart);
  const clients = ['chat', 'search'].map((id) => {
    const { podSelector, ingress } = find(objects, 'NetworkPolicy', `chatbot-${id}-to-chatbot-llm-8000`).spec;
    return [podSelector.matchLabels, ingress[0].from[0].podSelector.matchLabels].map(
      (labels) => labels['app.kubernetes.io/instance'],
    );
  });
  expect(clients).toEqual([
    ['chatbot-llm', 'chatbot-chat'],
    ['chatbot-llm', 'chatbot-search'],
  ]);
});

test('an app that is told to stop waits for the slowest of its LLMs', () => {
  const chart = chartOf();
  const drain = (seconds: number) => new MockLlm(chart, `llm${seconds}`, { drain: Duration.seconds(seconds) });
  new LlmWebApp(chart, 'app', { ...own, llm: drain(10), moreLlms: { slow: drain(90), quick: drain(20) } });
  const { spec } = find(Testing.synth(chart), 'Deployment', 'chatbot-app').spec.template;
  expect(spec.terminationGracePeriodSeconds).toBe(100);
});

const here = chartOf();
const llm = new MockLlm(here, 'llm');
const there = new LlmChart(new App(), 'elsewhere', { createNamespace: false });
const far = new VectorDbStatefulSet(there, 'db');
const provider = LlmProvider.of({ baseUrl: 'https://api.acme.io/v1', requiresKey: false });
const embedder = new ExternalLlm(here, 'embedder', { provider, embeddingModel: 'bge', embeddingDimensions: 1024 });
const generator = new ExternalLlm(here, 'generator', { provider, model: 'llama' });
const guarded = new MockLlm(there, 'llm', {
  apiKey: { secret: Secret.fromSecretName(there, 'key', 'key'), key: 'key' },
});
const named = 'must be named by at most 40 lower-case letters, digits and "-"';
const rules = test.each<[string, LlmWebAppProps, ...string[]]>;

rules([
  ['the longest name', { moreLlms: { ['n'.repeat(40)]: llm } }],
  ['a name that is too long', { moreLlms: { ['n'.repeat(41)]: llm } }, `"moreLlms" ${named}, got "${'n'.repeat(41)}"`],
  ['a name in capitals', { moreEmbeddings: { Archive: llm } }, `"moreEmbeddings" ${named}, got "Archive"`],
  [
    'one name for an LLM and an embedding model',
    { moreLlms: { a: llm }, moreEmbeddings: { a: llm } },
    '"moreLlms" gives the name A_BASE_URL twice',
    '"moreLlms" gives the name A_API_KEY twice',
    '"moreLlms" gives the name A_MODEL twice',
  ],
  ['the name of the LLM without a name', { llm, moreLlms: { llm } }, '"moreLlms" gives the name LLM_MODEL twice'],
  [
    'a variable of a backend set again',
    { moreLlms: { a: llm }, env: { A_MODEL: 'x' } },
    '"env" must not set A_MODEL: the backends do; rename theirs in "moreLlms"',
  ],
  [
    'an embedding server for an LLM, and the other way round',
    { moreLlms: { a: embedder }, moreEmbeddings: { b: generator } },
    '"moreLlms["a"]" embeds and generates no text: pass it as "embeddings", and a generating server as "llm"',
    '"moreEmbeddings["b"]" generates text and serves no /v1/embeddings: add an EmbeddingInference',
  ],
  [
    'a database of another namespace, and nothing that embeds',
    { moreDatabases: { far } },
    '"embeddings" is missing: what goes into "moreDatabases["far"]" must be embedded; MockLlm embeds, or an EmbeddingInference',
    '"moreDatabases["far"]" lives in the namespace "elsewhere" and the app in "chatbot": a pod cannot read a Secret of another namespace; put both into one chart',
  ],
  [
    'a key of another namespace',
    { moreLlms: { a: guarded } },
    '"moreLlms["a"]" lives in the namespace "elsewhere", and its key\'s Secret cannot be read from "chatbot"',
  ],
])('%s', (_, props, ...violations) => {
  expect(verdict(() => new LlmWebApp(chartOf(), 'app', { ...own, ...props }))).toBe(refusal('LlmWebApp', violations));
});

test('the reference chat app takes one of each', () => {
  const props = { llm, embeddings: llm, database: new VectorDbStatefulSet(here, 'db') };
  const refused = '"moreLlms" belongs to an app of your own: set "image", or leave it to the reference chat app';
  const message = verdict(() => new LlmWebApp(chartOf(), 'app', { ...props, moreLlms: { a: llm } }));
  expect(message).toBe(refusal('LlmWebApp', [refused]));
});
