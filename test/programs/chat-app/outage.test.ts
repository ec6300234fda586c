import { Door } from '../door';
import { Backends } from './backends';
import type { ChatApp } from './chat-app';
import { StubLlm } from './stub-llm';

let backends: Backends;

beforeAll(async () => (backends = await Backends.start(384, 4)));
beforeEach(() => backends.emptyTables());
afterEach(() => backends.stopApps());
afterAll(() => backends.stop());

const checked = (app: ChatApp, upstream: string, up: boolean): Promise<unknown> =>
  app.program.entry('upstream', (entry) => entry.upstream === upstream && entry.up === up);

test('all is up when all is there', async () => {
  const app = await backends.startApp();
  for (const upstream of ['llm', 'embeddings', 'database']) {
    await checked(app, upstream, true);
    expect(await app.metric(`chat_app_upstream_up{upstream="${upstream}"}`)).toBe(1);
  }
  const up = { up: true, reason: '' };
  expect(await app.status()).toEqual({
    upstreams: { llm: up, embeddings: up, database: up },
    models: { llm: 'mock-llm', embeddings: 'mock-embedding', dimensions: 384 },
    documents: 0,
    passages: 0,
    reingest: null,
  });
});

test('an LLM that is away is shown and ends the stream with an error, and the app stays ready', async () => {
  const llm = await StubLlm.start();
  const urls = { OPENAI_BASE_URL: `${llm.url}/v1`, EMBEDDING_BASE_URL: `${backends.mock.url}/v1` };
  await llm.stop();
  const app = await backends.startApp(urls);
  await app.add('guide.md', 'The code word is Tamarillo.');
  await checked(app, 'llm', false);
  const { events, error, sources } = await app.ask('What is the code word?');
  expect([events, sources.length]).toEqual([['sources', 'error'], 1]);
  expect(error).toBe('the language model is not available: connection refused');
  expect((await app.status()).upstreams.llm).toEqual({ up: false, reason: 'connection refused' });
  expect(await app.metric('chat_app_upstream_up{upstream="llm"}')).toBe(0);
  expect(await app.metric('chat_app_errors_total{cause="llm"}')).toBe(1);
  expect([await app.code('GET', '/readyz'), await app.code('GET', '/healthz')]).toEqual([200, 200]);
});

test('a database that is away is shown, and the app stays ready', async () => {
  const app = await backends.startApp({ PGPORT: '1' });
  const error = 'the database is not available: connection refused';
  await checked(app, 'database', false);
  const response = await app.add('guide.md', 'Text.');
  expect([response.status, await response.json()]).toEqual([503, { error }]);
  expect((await app.ask('Why?')).error).toBe(error);
  expect(await app.status()).toMatchObject({ documents: null, passages: null, reingest: null });
  expect(await app.code('GET', '/readyz')).toBe(200);
});

test('a database connection that breaks is replaced', async () => {
  const door = await Door.open(backends.postgres);
  const app = await backends.startApp(door.env);
  await app.add('guide.md', 'Text.');
  door.breakConnections();
  await app.program.entry('database connection lost');
  expect(await app.documents()).toEqual([{ source: 'guide.md', passages: 1 }]);
  await door.close();
});

test('a table that is not there is named', async () => {
  const app = await backends.startApp({ EMBEDDING_DIMENSIONS: '5' });
  const response = await fetch(`${app.url}/api/documents`);
  expect([response.status, await response.json()]).toEqual([
    503,
    { error: 'the database is not available: relation "passages_5" does not exist' },
  ]);
});

test('a model that its server does not serve is named', async () => {
  const app = await backends.startApp({ LLM_MODEL: 'llama' });
  await checked(app, 'llm', false);
  expect((await app.status()).upstreams.llm.reason).toBe('it does not serve "llama"');
});

test.each([
  ['dimensions', { EMBEDDING_DIMENSIONS: '4' }, '"mock-embedding" (4 dimensions)'],
  ['model', { EMBEDDING_MODEL: 'newer' }, '"newer" (384 dimensions)'],
])('after a change of %s the documents must come in again', async (_, change, now) => {
  await (await backends.startApp()).add('guide.md', 'Text.');
  const app = await backends.startApp(change);
  expect(await app.status()).toMatchObject({
    documents: 0,
    reingest:
      'The embedding model changed: the documents were read with "mock-embedding" (384 dimensions), ' +
      `now it is ${now}. Add them again to ask about them.`,
  });
});
