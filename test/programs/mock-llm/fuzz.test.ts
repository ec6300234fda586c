// Whatever comes in, something well-formed goes out: no 500, no hang, no end of the process.
import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { json, Mock, post, startMock } from './mock';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ contextWindow: 5000 });
});
afterAll(() => mock.server.drain());

const anything = fc.oneof(
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 3 },
  fc.constantFrom(
    1e308,
    -1e308,
    2 ** 53,
    -0,
    '\ud800',
    '{{last}}',
    JSON.parse('{"__proto__":{"n":1},"constructor":0}'),
  ),
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('Hi', '[1] (a) b\n\nQuestion: c?', ''),
);
const message = fc.record(
  {
    role: fc.oneof(fc.constantFrom('user', 'assistant', 'system', 'tool'), anything),
    content: fc.oneof(
      text,
      anything,
      fc.array(
        fc.record({
          type: fc.constantFrom('text', 'image_url', 'tool_use', 'tool_result'),
          text,
          content: text,
          input: anything,
          name: text,
        }),
      ),
    ),
    tool_calls: fc.oneof(
      fc.array(fc.record({ function: fc.record({ name: text, arguments: text }) }), { maxLength: 2 }),
      anything,
    ),
  },
  { requiredKeys: ['role', 'content'] },
);
const schema = fc.oneof(
  anything,
  fc.record(
    {
      type: fc.constantFrom('object', 'array', 'string', 'number', 'x'),
      properties: anything,
      items: anything,
      pattern: text,
      minimum: fc.double(),
      minLength: fc.nat(99),
    },
    { requiredKeys: [] },
  ),
);
const tool = fc.record({
  type: fc.constant('function'),
  name: text,
  function: fc.record({ name: text, parameters: schema }),
  input_schema: schema,
});
const body = fc.oneof(
  anything,
  fc.record(
    {
      model: fc.constantFrom('mock-llm', 'mock-embedding', 'gpt-4o-mini', 7),
      messages: fc.oneof(fc.array(message, { maxLength: 4 }), anything),
      input: fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.array(message, { maxLength: 3 }), anything),
      prompt: fc.oneof(text, anything),
      query: fc.oneof(text, anything),
      documents: fc.oneof(fc.array(text), anything),
      tools: fc.oneof(fc.array(tool, { maxLength: 2 }), anything),
      tool_choice: fc.oneof(fc.constantFrom('auto', 'required', 'none'), anything),
      response_format: fc.oneof(
        fc.record({ type: fc.constantFrom('json_schema', 'json_object'), json_schema: fc.record({ schema }) }),
        anything,
      ),
      format: fc.oneof(schema, anything),
      stop: fc.oneof(text, fc.array(text), anything),
      stream: fc.oneof(fc.boolean(), anything),
      max_tokens: fc.oneof(fc.nat(20), anything),
      n: fc.oneof(fc.integer({ min: 1, max: 3 }), anything),
      logprobs: fc.oneof(fc.boolean(), fc.nat(5), anything),
      dimensions: fc.oneof(fc.nat(400), anything),
    },
    { requiredKeys: ['model', 'messages'] },
  ),
);
const path = fc.constantFrom(
  ...[
    'chat/completions',
    'completions',
    'embeddings',
    'responses',
    'messages',
    'messages/count_tokens',
    'moderations',
    'rerank',
  ].map((name) => `/v1/${name}`),
  ...['/api/chat', '/api/generate', '/api/embed', '/tokenize'],
);

const answered = async (response: Response): Promise<number> => {
  const said = await response.text();
  if (!response.headers.get('content-type')!.startsWith('text/event-stream'))
    said
      .trim()
      .split('\n')
      .forEach((line) => void JSON.parse(line));
  return response.status;
};

test('any JSON at any path is answered or refused', async () => {
  await fc.assert(
    fc.asyncProperty(path, body, async (to, given) => {
      expect([200, 400, 404]).toContain(await answered(await post(`${mock.url}${to}`, given)));
    }),
    { numRuns: 400 },
  );
});

test('any bytes are refused, unless they are JSON', async () => {
  await fc.assert(
    fc.asyncProperty(path, fc.uint8Array({ maxLength: 99 }), async (to, bytes) => {
      const response = await fetch(`${mock.url}${to}`, { method: 'POST', body: Buffer.from(bytes) });
      expect(await answered(response)).toBe(400);
    }),
    { numRuns: 100 },
  );
});

test('any header that steers the mock is heeded or refused', async () => {
  const header = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom('slow; ms=0', 'malformed', 'error; status=418', 'cut; times=0'),
  );
  await fc.assert(
    fc.asyncProperty(header, header, async (fault, retries) => {
      const clean = (value: string) => value.replace(/[^\x20-\x7e]/g, '');
      const headers = { 'x-mock-fault': clean(fault), 'x-stainless-retry-count': clean(retries) };
      const response = await post(`${mock.url}/v1/embeddings`, { model: 'mock-embedding', input: 'x' }, headers);
      await response.text();
      expect([200, 400, 418]).toContain(response.status);
    }),
    { numRuns: 100 },
  );
});

test('one byte that is no UTF-8 is enough to be refused', async () => {
  const given = Buffer.from(JSON.stringify({ model: 'mock-llm', prompt: 'x'.repeat(30) }));
  await fc.assert(
    fc.asyncProperty(path, fc.integer({ min: 0x80, max: 0xff }), fc.nat(29), async (to, byte, at) => {
      const spoilt = Buffer.from(given);
      spoilt[given.indexOf('xxx') + at] = byte;
      const response = await fetch(`${mock.url}${to}`, { method: 'POST', body: spoilt });
      expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('not valid UTF-8')]);
    }),
    { numRuns: 50 },
  );
});

const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
const TOO_DEEP = '"The request is nested too deeply"';
test.each([
  ['/v1/responses', `{"model":"mock-llm","input":"x","metadata":${deep}}`],
  ['/v1/responses', `{"model":"mock-llm","input":"x","metadata":${deep},"stream":true}`],
  [
    '/v1/messages',
    `{"model":"mock-llm","max_tokens":1,"messages":[{"role":"assistant","content":[{"type":"tool_use","name":"x","input":${deep}}]}]}`,
  ],
  [
    '/api/chat',
    `{"model":"mock-llm","messages":[{"role":"assistant","tool_calls":[{"function":{"name":"x","arguments":${deep}}}]}]}`,
  ],
])('at %s what is too deep to be written again is refused', async (to, given) => {
  const response = await post(`${mock.url}${to}`, given);
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(TOO_DEEP)]);
});

const texts = (length: number) => Array.from({ length }, () => 'a');
test.each([
  ['/v1/embeddings', 'input', (list: string[]) => ({ model: 'mock-embedding', input: list, dimensions: 1 })],
  ['/v1/completions', 'prompt', (list: string[]) => ({ model: 'mock-llm', prompt: list, max_tokens: 1 })],
  ['/v1/moderations', 'input', (list: string[]) => ({ input: list })],
  ['/v1/rerank', 'documents', (list: string[]) => ({ model: 'mock-llm', query: 'a', documents: list, top_n: 1 })],
  ['/api/embed', 'input', (list: string[]) => ({ model: 'mock-embedding', input: list, dimensions: 1 })],
])('%s takes 2048 texts, and not one more', async (to, param, given) => {
  expect((await post(`${mock.url}${to}`, given(texts(2048)))).status).toBe(200);
  const response = await post(`${mock.url}${to}`, given(texts(2049)));
  expect([response.status, await response.text()]).toEqual([
    400,
    expect.stringContaining(`'${param}' must have at most 2048 items, but has 2049`),
  ]);
});

const hello = { model: 'mock-llm', messages: [{ role: 'user', content: 'Hi' }] };
test.each([
  ['/v1/chat/completions', 'stop', (stop: string[]) => ({ ...hello, stop })],
  ['/v1/completions', 'stop', (stop: string[]) => ({ model: 'mock-llm', prompt: 'Hi', stop })],
  ['/v1/messages', 'stop_sequences', (list: string[]) => ({ ...hello, max_tokens: 9, stop_sequences: list })],
  ['/api/chat', 'options.stop', (stop: string[]) => ({ ...hello, options: { stop } })],
])('%s takes 64 stop texts, and not one more', async (to, param, given) => {
  expect((await post(`${mock.url}${to}`, given(texts(64)))).status).toBe(200);
  const response = await post(`${mock.url}${to}`, given(texts(65)));
  expect([response.status, await response.text()]).toEqual([
    400,
    expect.stringContaining(`'${param}' must have at most 64 items, but has 65`),
  ]);
});

test('many spaces are many tokens, so that no echo of them is endless', async () => {
  const content = `a${' '.repeat(5000 * 8)}b`;
  const response = await post(`${mock.url}/v1/chat/completions`, {
    model: 'mock-llm',
    messages: [{ role: 'user', content }],
  });
  expect([response.status, (await json(response)).error.code]).toEqual([400, 'context_length_exceeded']);
});

const logprobs = { logprobs: true, top_logprobs: 20, messages: [{ role: 'user', content: 'a '.repeat(2400) }] };
const prompts = (length: number) => Array.from({ length }, () => 'a'.repeat(10_000));
const small: [what: string, to: string, fits: object, exceeds: object][] = [
  ['alternatives to each token', '/v1/chat/completions', { ...logprobs, n: 3 }, { ...logprobs, n: 5 }],
  ['many choices', '/v1/completions', { prompt: texts(400), n: 128 }, { prompt: texts(600), n: 128 }],
  [
    'prompts repeated',
    '/v1/completions',
    { prompt: prompts(5), n: 128, max_tokens: 1, echo: true },
    { prompt: prompts(15), n: 128, max_tokens: 1, echo: true },
  ],
];
test.each(small)('a small request gets no endless answer: %s', async (_, to, fits, exceeds) => {
  expect((await post(`${mock.url}${to}`, { model: 'mock-llm', ...fits })).status).toBe(200);
  const response = await post(`${mock.url}${to}`, { model: 'mock-llm', ...exceeds });
  expect([response.status, await json(response)]).toEqual([
    400,
    {
      error: {
        message: 'The answer would be too long: more than 16777216 characters',
        type: 'invalid_request_error',
        param: null,
        code: null,
      },
    },
  ]);
});

const asking = '{"model":"mock-embedding","input":"x","dimensions":1}';
const head = (...lines: string[]) => ['POST /v1/embeddings HTTP/1.1', 'Host: x', ...lines, '', ''].join('\r\n');
const whole = head(`Content-Length: ${asking.length}`) + asking;
const last = head('Connection: close', `Content-Length: ${asking.length}`) + asking;
const chunked = head('Transfer-Encoding: chunked', 'Connection: close');
const raw: [what: string, pieces: string[], statuses: string[]][] = [
  ['requests in one packet are answered in turn', [whole + whole + last], ['200', '200', '200']],
  ['a request that comes letter by letter is answered', [...last], ['200']],
  [
    'a client that waits is told to go on',
    [head('Expect: 100-continue', 'Connection: close', `Content-Length: ${asking.length}`), asking],
    ['100', '200'],
  ],
  ['any other expectation is refused', [head('Expect: tea', 'Connection: close', 'Content-Length: 0')], ['417']],
  [
    'chunks are put together',
    [`${chunked}1\r\n{\r\n`, `${(asking.length - 1).toString(16)}\r\n${asking.slice(1)}\r\n0\r\n\r\n`],
    ['200'],
  ],
  ['a chunk of no size is refused', [`${chunked}x\r\n{`], ['400']],
  ['two lengths are refused', [head('Content-Length: 1', 'Content-Length: 2')], ['400']],
  ['a length beside chunks is refused', [head('Content-Length: 1', 'Transfer-Encoding: chunked')], ['400']],
  ['a length below the truth is refused', [head('Content-Length: 1') + asking], ['400']],
  ['a length above the truth is refused', [head(`Content-Length: ${asking.length + 1}`) + asking], ['400']],
  ['a body that never comes is refused', [head('Content-Length: 99')], ['400']],
];
test.each(raw)('%s', async (_, pieces, statuses) => {
  const socket = connect({ port: mock.port, noDelay: true });
  let said = '';
  socket.setEncoding('latin1').on('data', (text: string) => (said += text));
  for (const piece of pieces) await new Promise((written) => socket.write(piece, written));
  if (!/Connection: close/.test(pieces.join(''))) socket.end();
  await once(socket, 'close');
  expect([...said.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(statuses);
  expect((await fetch(`${mock.url}/health`)).status).toBe(200);
});

test('a client may leave at any byte', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length), async (sent) => {
      const socket = connect(mock.port);
      await new Promise((written) => socket.write(whole.slice(0, sent), written));
      socket.resetAndDestroy();
      expect((await fetch(`${mock.url}/health`)).status).toBe(200);
    }),
    { numRuns: 30 },
  );
});

test.each([
  'GET / HTTP/9.9\r\n\r\n',
  '\0\0\0',
  'POST /v1/embeddings HTTP/1.1\r\nContent-Length: x\r\n\r\n',
  'GET /%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
])('%j is no crash', async (bytes) => {
  const socket = connect(mock.port).resume();
  socket.end(bytes);
  await once(socket, 'close');
  expect((await fetch(`${mock.url}/health`)).status).toBe(200);
});

test('a conversation as deep as JSON goes is refused', async () => {
  const deep = `{"model":"mock-llm","messages":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  expect(await answered(await post(`${mock.url}/v1/chat/completions`, deep))).toBe(400);
});
