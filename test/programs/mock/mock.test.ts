import OpenAI from 'openai';
import type { startMock as StartMock } from '../../../lib/programs/mock/api';
import { Bundle } from '../program';

const bundle = new Bundle('mock');
let startMock: typeof StartMock;
beforeAll(async () => {
  ({ startMock } = (await import(bundle.path)) as { startMock: typeof StartMock });
});
afterAll(() => bundle.remove());

const says = (text: string) => ({ fixtures: [{ answer: { text } }] });
const ask = async (baseURL: string, apiKey: string) => {
  const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
  const messages = [{ role: 'user' as const, content: 'Hi' }];
  return (await client.chat.completions.create({ model: 'gpt-4o-mini', messages })).choices[0]!.message.content;
};

test('a mock starts on a free port, changes what it says, and stops', async () => {
  const mock = await startMock({ config: says('one'), apiKey: 'key' });
  expect(mock.baseUrl).toBe(`http://127.0.0.1:${mock.port}/v1`);
  expect(await ask(mock.baseUrl, 'key')).toBe('one');
  await expect(ask(mock.baseUrl, 'other')).rejects.toThrow(OpenAI.AuthenticationError);
  mock.configure(says('two'));
  expect(await ask(mock.baseUrl, 'key')).toBe('two');
  await mock.stop();
  await expect(fetch(mock.url)).rejects.toThrow('fetch failed');
});

test('two mocks know nothing of each other', async () => {
  const mocks = await Promise.all(['one', 'two'].map((text) => startMock({ config: says(text) })));
  expect(await Promise.all(mocks.map(({ baseUrl }) => ask(baseUrl, 'x')))).toEqual(['one', 'two']);
  await Promise.all(mocks.map((mock) => mock.stop()));
});

test('a mock that loads does not listen before', async () => {
  const free = await startMock();
  await free.stop();
  const loading = startMock({ port: free.port, config: { startupSeconds: 2 } });
  await expect(fetch(free.url)).rejects.toThrow('fetch failed');
  const loaded = await loading;
  expect((await fetch(`${loaded.url}/health`)).status).toBe(200);
  await loaded.stop();
});

const misused = test.each<[string, object, string]>;
misused([
  ['a fixture', says('one'), "'fixtures' is unknown here; known are port, host, config, apiKey"],
  ['a port in quotes', { port: '8080' }, "'port' must be an integer, but is a string"],
  ['a configuration that is none', { config: null }, 'the top level must be an object, but is null'],
])('%s for an option is refused', async (_, options, message) => {
  await expect(startMock(options)).rejects.toThrow(new Error(message));
});

test('a configuration or a port that will not do is refused', async () => {
  await expect(startMock({ config: { model: 'a' } })).rejects.toThrow(`'model' is unknown here`);
  const first = await startMock();
  await expect(startMock({ port: first.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await first.stop();
});
