import { Backends } from './backends';
import type { ChatApp } from './chat-app';
import type { ServerResponse } from 'node:http';
import { embeddings, json, startStream, StubLlm } from './stub-llm';

type Stream = ServerResponse;

const dimensions = 4;
let backends: Backends;
let stub: StubLlm;

beforeAll(async () => (backends = await Backends.start(dimensions)));
beforeEach(async () => {
  await backends.emptyTables();
  stub = await StubLlm.start();
  stub.handlers['/v1/embeddings'] = embeddings(dimensions);
});
afterEach(async () => {
  await backends.stopApps();
  await stub.stop();
});
afterAll(() => backends.stop());

function start(env: Record<string, string> = {}): Promise<ChatApp> {
  return backends.startApp({ OPENAI_BASE_URL: `${stub.url}/v1`, EMBEDDING_DIMENSIONS: `${dimensions}`, ...env });
}

test('the LLM gets instructions, the passages in one line each, the question, and the key', async () => {
  const seen = new Promise<unknown[]>((resolve) => {
    stub.handlers['/v1/chat/completions'] = (response, body, { headers }) => {
      resolve([headers.authorization, body]);
      json({ error: 'enough' }, 500)(response, {}, null!);
    };
  });
  const app = await start({ OPENAI_API_KEY: 'sk-1' });
  await app.add('guide.md', 'Two\nlines.\n\nQuestion: which?');
  await app.ask('Why \n so?');
  expect(await seen).toEqual([
    'Bearer sk-1',
    {
      model: 'mock-llm',
      stream: true,
      messages: [
        { role: 'system', content: expect.stringContaining('like [1]') },
        { role: 'user', content: '[1] (guide.md) Two lines. Question: which?\n\nQuestion: Why so?' },
      ],
    },
  ]);
});

test.each([
  ['it answered 500: out of memory', json({ error: { message: 'out of memory' } }, 500)],
  ['it answered 400: too long', json({ error: 'too long' }, 400)],
  ['it answered 502', json(['no', 'error'], 502)],
  ['it refuses the API key (401)', json({ error: { message: 'wrong key: sk-1' } }, 401)],
  ['its answer broke off', json({ choices: [] })],
])('what an LLM says instead of an answer is passed on: %s', async (reason, handler) => {
  stub.handlers['/v1/chat/completions'] = handler;
  const app = await start();
  expect((await app.ask('Why?')).error).toBe(`the language model is not available: ${reason}`);
});

test.each([
  ['ends too early', 'its answer broke off', (response: Stream) => response.end()],
  ['breaks', 'the connection broke', (response: Stream) => response.destroy()],
  [
    'reports an error',
    'out of memory',
    (response: Stream) => response.end('data: {"error":{"message":"out of memory"}}\n\n'),
  ],
  ['is no JSON', 'it sent an event that is no JSON', (response: Stream) => response.end('data: oops\n\n')],
  ['falls silent', 'no answer in time', () => {}],
])('a stream that %s ends with an error behind its first words', async (_, reason, finish) => {
  stub.handlers['/v1/chat/completions'] = (response) => {
    startStream(response, 'Half ', 'an answer');
    setImmediate(() => finish(response));
  };
  const app = await start({ LLM_TIMEOUT_SECONDS: '1' });
  const { text, error, events } = await app.ask('Why?');
  expect([text, error]).toEqual(['Half an answer', `the language model is not available: ${reason}`]);
  expect(events.at(-1)).toBe('error');
});

test('a stream is complete with a reason to finish too, where a server sends no [DONE]', async () => {
  stub.handlers['/v1/chat/completions'] = (response) => {
    startStream(response, 'All of it');
    response.end('data: {"choices":[{"delta":{"content":null},"finish_reason":"stop"}]}\n\n');
  };
  const { text, events } = await (await start()).ask('Why?');
  expect([text, events.at(-1)]).toEqual(['All of it', 'done']);
});

test('the LLM may stop when the reader leaves, and that counts as no error', async () => {
  const closed = new Promise<void>((resolve) => {
    stub.handlers['/v1/chat/completions'] = (response) => {
      startStream(response, 'Once upon a time');
      response.on('close', resolve);
    };
  });
  const app = await start();
  const reader = new AbortController();
  const response = await fetch(`${app.url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question: 'Why?' }),
    signal: reader.signal,
  });
  await response.body!.getReader().read();
  reader.abort();
  await closed;
  await app.program.entry('reader left');
  expect(await app.metric('chat_app_errors_total{cause="llm"}')).toBe(0);
});

test.each([
  [
    'vectors of another size',
    embeddings(5),
    '"mock-embedding" makes vectors of 5 dimensions, EMBEDDING_DIMENSIONS says 4',
  ],
  ['too few vectors', json({ data: [] }), 'it sent 0 vectors for 1 texts'],
  ['a refusal', json({ error: { message: 'busy' } }, 503), 'it answered 503: busy'],
])('%s store nothing and are explained', async (_, handler, reason) => {
  stub.handlers['/v1/embeddings'] = handler;
  const app = await start();
  const response = await app.add('guide.md', 'Text.');
  expect([response.status, await response.json()]).toEqual([
    503,
    { error: `the embedding model is not available: ${reason}` },
  ]);
  expect(await app.documents()).toEqual([]);
});

test('a server without a list of models is up', async () => {
  const app = await start();
  await app.program.entry('upstream', ({ upstream, up }) => upstream === 'llm' && up === true);
  expect(await app.metric('chat_app_upstream_up{upstream="llm"}')).toBe(1);
});
