import { readConfig } from '../../../lib/programs/mock-llm/config';
import { json, Mock, post, startMock } from './mock';

let mock: Mock;
afterEach(() => mock.server.drain());

const hello = { model: 'mock-llm', messages: [{ role: 'user' as const, content: 'Hi' }] };
const REPLY = '(mock) You said: Hi';
const ask = (params: object = {}, headers: Record<string, string> = {}) =>
  mock.client.chat.completions.create({ ...hello, ...params, stream: false }, { headers });

test('a prompt longer than the context window is refused by the code that clients look for', async () => {
  mock = await startMock({ contextWindow: 3 });
  expect((await ask()).choices[0]).toMatchObject({ message: { content: '(mock' }, finish_reason: 'length' });
  await expect(ask({ messages: [{ role: 'user', content: 'one two three four' }] })).rejects.toMatchObject({
    status: 400,
    code: 'context_length_exceeded',
    message: expect.stringContaining(`This model's maximum context length is 3 tokens, but the prompt is too long: 4`),
  });
});

test('a limit of tokens for which there is no room is refused too, one that fits is not', async () => {
  mock = await startMock({ contextWindow: 8 });
  expect((await ask({ max_tokens: 7 })).choices[0]).toMatchObject({ finish_reason: 'stop' });
  await expect(ask({ max_tokens: 8 })).rejects.toMatchObject({
    status: 400,
    code: 'context_length_exceeded',
    param: 'max_tokens',
    message: expect.stringContaining('but up to 8 tokens were asked for after a prompt of 1'),
  });
});

test.each([
  ['/v1/chat/completions', { ...hello, model: 'x' }, 404, { type: 'NotFoundError', param: 'model', code: 404 }],
  ['/v1/chat/completions', { ...hello, temperature: -1 }, 400, { type: 'BadRequestError', code: 400 }],
  ['/v1/messages', { ...hello, model: 'x', max_tokens: 1 }, 404, { type: 'NotFoundError' }],
])('refuses %s %j as vLLM does when it is told to', async (path, body, status, wanted) => {
  mock = await startMock({ errors: 'vllm' });
  const response = await post(`${mock.url}${path}`, body);
  expect([response.status, (await json(response)).error]).toEqual([status, expect.objectContaining(wanted)]);
});

test('knows what vLLM says where no API is reached', async () => {
  mock = await startMock({ errors: 'vllm' });
  expect(await json(await fetch(`${mock.url}/v1/nothing`))).toEqual({ detail: 'Not Found' });
  expect(await json(await fetch(`${mock.url}/v1/chat/completions`))).toEqual({ detail: 'Method Not Allowed' });
});

test('fixtures reach the wire by header and format, and a reload changes them', async () => {
  const fixtures = [{ when: { header: { 'x-user': 'mia' } }, answer: { text: 'Hi Mia' } }];
  mock = await startMock({ fixtures, strict: true });
  const said = async (headers: Record<string, string>) => (await ask({}, headers)).choices[0]!.message.content;
  expect(await said({ 'x-user': 'mia' })).toBe('Hi Mia');
  await expect(said({})).rejects.toMatchObject({ status: 404, code: 'no_fixture' });
  mock.server.reload(readConfig({}));
  expect(await said({ 'x-user': 'mia' })).toBe(REPLY);
});

test('a recording is given again byte by byte, to its request alone', async () => {
  mock = await startMock();
  const { headers } = await post(`${mock.url}/v1/chat/completions`, hello);
  const request = headers.get('x-request-id')!.slice('req_'.length);
  const body = 'data: {"a":"é"}\n\ndata: [DONE]\n\n';
  mock.server.reload(readConfig({ recordings: [{ request, status: 200, contentType: 'text/event-stream', body }] }));
  const again = await post(`${mock.url}/v1/chat/completions`, hello);
  expect([again.headers.get('content-type'), await again.text()]).toEqual(['text/event-stream', body]);
  expect((await ask({ seed: 1 })).choices[0]!.message.content).toBe(REPLY);
});

test('vLLM has a version, and tokens for prompts and for messages', async () => {
  mock = await startMock();
  expect(await json(await fetch(`${mock.url}/version`))).toEqual({ version: '0.32.0' });
  const tokens = async (body: object) => json(await post(`${mock.url}/tokenize`, body));
  const prompt = await tokens({ prompt: 'red red boat', return_token_strs: true });
  expect(prompt).toMatchObject({ count: 3, max_model_len: 131_072, token_strs: ['red', ' red', ' boat'] });
  expect(prompt.tokens).toHaveLength(3);
  expect((await tokens({ model: 'mock-llm', messages: hello.messages })).count).toBe(1);
});
