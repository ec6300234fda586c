// Whatever comes in, something well-formed goes out: no 500, no hang, no end of the process.
import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { Mock, post, startMock } from './mock';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ contextWindow: 5000 });
});
afterAll(() => mock.server.drain());

const anything = fc.jsonValue({ maxDepth: 3 });
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
