import { request } from 'node:http';
import OpenAI from 'openai';
import { json, Mock, post, startMock } from './mock';

let mock: Mock;
let locked: Mock;
beforeAll(async () => {
  mock = await startMock();
  locked = await startMock({}, 'right');
});
afterAll(() => Promise.all([mock.server.drain(), locked.server.drain()]));

const messages = [{ role: 'user' as const, content: 'Hi' }];
const chat = { model: 'mock-llm', messages };
const error = (message: string, param: string | null = null, code: string | null = null) => ({
  error: { message, type: 'invalid_request_error', param, code },
});

describe('the SDK', () => {
  const wrongKey = () => new OpenAI({ baseURL: `${locked.url}/v1`, apiKey: 'wrong', maxRetries: 0 });
  test.each([
    ['AuthenticationError', () => wrongKey().models.list(), 401, 'invalid_api_key'],
    ['NotFoundError', () => mock.client.chat.completions.create({ ...chat, model: 'gpt-9' }), 404, 'model_not_found'],
    ['NotFoundError', () => mock.client.models.retrieve('gpt-9'), 404, 'model_not_found'],
    ['NotFoundError', () => mock.client.images.generate({ prompt: 'a cat' }), 404, 'unknown_url'],
    ['BadRequestError', () => mock.client.chat.completions.create({ ...chat, max_tokens: 0 }), 400, 'invalid_value'],
    ['BadRequestError', () => mock.client.chat.completions.create({ ...chat, n: 0 }), 400, 'invalid_value'],
  ] as const)('throws its %s', async (name, call, status, code) => {
    const thrown = await call().then(
      () => undefined,
      (caught: unknown) => caught,
    );
    expect(thrown).toBeInstanceOf(OpenAI[name]);
    expect(thrown).toMatchObject({ status, code, requestID: expect.stringMatching(/^req_[0-9a-f]{32}$/) });
  });

  test('is let in with the right key', async () => {
    expect((await locked.client.models.list()).data).toHaveLength(2);
  });
});

describe('a body that is refused', () => {
  const cases: [body: unknown, param: string | null, code: string | null, message: string][] = [
    ['{"model":', null, null, 'The request body is not valid JSON: Unexpected end of JSON input'],
    ['', null, null, 'The request body is not valid JSON: Unexpected end of JSON input'],
    ['null', null, 'invalid_type', 'the top level must be an object, but is null'],
    [{}, 'model', 'missing_required_parameter', `'model' is required and must be a string`],
    [{ ...chat, model: 7 }, 'model', 'invalid_type', `'model' must be a string, but is a number`],
    [{ model: 'mock-llm' }, 'messages', 'missing_required_parameter', `'messages' is required and must be an array`],
    [{ ...chat, messages: [] }, 'messages', 'invalid_value', `'messages' must not be empty`],
    [{ ...chat, messages: ['Hi'] }, 'messages[0]', 'invalid_type', `'messages[0]' must be an object, but is a string`],
    [
      { ...chat, messages: [{ role: 'user', content: [{ type: 'text' }] }] },
      'messages[0].content[0].text',
      'missing_required_parameter',
      `'messages[0].content[0].text' is required and must be a string`,
    ],
    [
      { ...chat, messages: [{ role: 'user', content: 7 }] },
      'messages[0].content',
      'invalid_type',
      `'messages[0].content' must be a string or an array of parts, but is a number`,
    ],
    [
      { ...chat, messages: [{ role: 'robot', content: 'Hi' }] },
      'messages[0].role',
      'invalid_value',
      `'messages[0].role' must be "system" or "developer" or "user" or "assistant" or "tool" or "function", but is "robot"`,
    ],
    [{ ...chat, stream: 'yes' }, 'stream', 'invalid_type', `'stream' must be a boolean, but is a string`],
    [
      { ...chat, stream_options: { include_usage: true } },
      'stream_options',
      'invalid_value',
      `'stream_options' needs 'stream' to be true`,
    ],
    [
      { ...chat, max_tokens: 1.5 },
      'max_tokens',
      'invalid_value',
      `'max_tokens' must be an integer of at least 1, but is 1.5`,
    ],
    [
      { ...chat, temperature: 3 },
      'temperature',
      'invalid_value',
      `'temperature' must be a number from 0 to 2, but is 3`,
    ],
    [{ ...chat, stop: ['a', ''] }, 'stop[1]', 'invalid_value', `'stop[1]' must not be empty`],
    [
      { ...chat, response_format: { type: 'yaml' } },
      'response_format.type',
      'invalid_value',
      `'response_format.type' must be "text" or "json_object" or "json_schema", but is "yaml"`,
    ],
    [{ ...chat, model: 'x' }, 'model', 'model_not_found', 'The model `x` does not exist here; served: mock-llm'],
  ];
  test.each(cases)('%j', async (body, param, code, message) => {
    const response = await post(`${mock.url}/v1/chat/completions`, body);
    expect(response.status).toBe(code === 'model_not_found' ? 404 : 400);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual(error(message, param, code));
  });

  const inputs: [input: unknown, param: string, message: string][] = [
    [undefined, 'input', `'input' is required and must be a string, an array of strings or arrays of token ids`],
    ['', 'input', `'input' must not be empty`],
    [[], 'input', `'input' must not be empty`],
    [[[]], 'input[0]', `'input[0]' must not be empty`],
    [['a', 1], 'input[1]', `'input[1]' must be a string, but is a number`],
    [[1, 'a'], 'input[1]', `'input[1]' must be an integer, but is a string`],
    [[[1], [-1]], 'input[1][0]', `'input[1][0]' must be an integer of at least 0, but is -1`],
  ];
  test.each(inputs)('embedding input %j', async (input, param, message) => {
    const response = await post(`${mock.url}/v1/embeddings`, { model: 'mock-embedding', input });
    expect([response.status, await response.json()]).toEqual([400, error(message, param, expect.any(String) as never)]);
  });

  test.each([
    [{ dimensions: 385 }, `'dimensions' must be an integer from 1 to 384, but is 385`],
    [{ encoding_format: 'hex' }, `'encoding_format' must be "float" or "base64", but is "hex"`],
  ])('embedding parameter %j', async (params, message) => {
    const response = await post(`${mock.url}/v1/embeddings`, { model: 'mock-embedding', input: 'Hi', ...params });
    expect([response.status, (await json(response)).error.message]).toEqual([400, message]);
  });

  test('that is not UTF-8', async () => {
    const body = Buffer.concat([Buffer.from('{"model":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    const response = await fetch(`${mock.url}/v1/chat/completions`, { method: 'POST', body });
    expect([response.status, await response.json()]).toEqual([400, error('The request body is not valid UTF-8')]);
  });
});

describe('a request that goes nowhere', () => {
  test.each([
    ['GET', '/', 404, 'There is nothing at GET /', 'unknown_url', null],
    ['POST', '/v1/chat', 404, 'There is nothing at POST /v1/chat', 'unknown_url', null],
    ['GET', '/v1/models/', 404, 'There is nothing at GET /v1/models/', 'unknown_url', null],
    ['GET', '/v1/chat/completions?x=1', 405, '/v1/chat/completions takes POST, not GET', 'method_not_allowed', 'POST'],
    ['DELETE', '/v1/models/x', 405, '/v1/models/x takes GET, not DELETE', 'method_not_allowed', 'GET'],
    ['POST', '/health', 405, '/health takes GET, not POST', 'method_not_allowed', 'GET'],
  ])('%s %s', async (method, path, status, message, code, allow) => {
    const response = await fetch(`${mock.url}${path}`, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([status, allow]);
    expect(await response.json()).toEqual(error(message, null, code));
  });

  test.each(['%zz', '%2F', '__proto__'])('model %s', async (id) => {
    const response = await fetch(`${mock.url}/v1/models/${id}`);
    expect([response.status, (await json(response)).error.code]).toEqual([404, 'model_not_found']);
  });
});

describe('the key', () => {
  const KEY_MISSING = 'There is no API key: send it as "Authorization: Bearer KEY"';
  const KEY_WRONG = 'Incorrect API key provided: it is not the one that the mock was started with';
  test.each([
    [{}, KEY_MISSING],
    [{ authorization: 'Bearer wrong' }, KEY_WRONG],
    [{ authorization: 'Bearer rightmost' }, KEY_WRONG],
    [{ authorization: 'Bearer' }, KEY_WRONG],
    [{ authorization: 'right' }, KEY_WRONG],
  ])('%j is refused', async (headers: Record<string, string>, message) => {
    const response = await fetch(`${locked.url}/v1/models`, { headers });
    expect([response.status, await response.json()]).toEqual([401, error(message, null, 'invalid_api_key')]);
  });

  test('is asked for below /v1 only', async () => {
    expect((await fetch(`${locked.url}/health`)).status).toBe(200);
    expect((await fetch(`${locked.url}/v1/nothing`)).status).toBe(401);
  });
});

describe('the size of a body', () => {
  const LIMIT = 32 * 1024 * 1024;
  const padded = (length: number) => `{"model":"x"${' '.repeat(length - '{"model":"x"}'.length)}}`;
  const TOO_LARGE = [413, error(`The request body is larger than ${LIMIT} bytes`, null, 'request_too_large')];
  const send = async (body: string) => {
    const response = await post(`${mock.url}/v1/embeddings`, body);
    return [response.status, await response.json()];
  };

  test('may be 32 MiB', async () => {
    expect((await send(padded(LIMIT)))[0]).toBe(400);
  });

  test('may not be one byte more, and the connection lives on', async () => {
    expect(await send(padded(LIMIT + 1))).toEqual(TOO_LARGE);
    expect((await fetch(`${mock.url}/health`)).status).toBe(200);
  });

  test('may not be more either when no length was declared', async () => {
    const answered = new Promise<unknown[]>((resolve, reject) => {
      const upload = request(`${mock.url}/v1/embeddings`, { method: 'POST' }, async (response) => {
        const chunks = await response.toArray();
        resolve([response.statusCode, JSON.parse(Buffer.concat(chunks).toString())]);
      });
      upload.on('error', reject);
      upload.write(padded(LIMIT));
      upload.end(' ');
    });
    expect(await answered).toEqual(TOO_LARGE);
  });
});
