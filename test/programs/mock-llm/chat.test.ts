import OpenAI from 'openai';
import { Mock, post, startMock } from './mock';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.server.drain());

const hello = { model: 'mock-llm', messages: [{ role: 'user' as const, content: 'Hi 👋 there' }] };
const REPLY = '(mock) You said: Hi 👋 there';
const completions = () => `${mock.url}/v1/chat/completions`;

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('a chat completion', () => {
  test('is complete in every field', async () => {
    expect(await mock.client.chat.completions.create(hello)).toEqual({
      id: expect.stringMatching(/^chatcmpl-[0-9a-f]{32}$/),
      object: 'chat.completion',
      created: expect.any(Number),
      model: 'mock-llm',
      system_fingerprint: 'fp_mock',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: REPLY, refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 3, completion_tokens: 9, total_tokens: 12 },
    });
  });

  test('is the same, byte for byte, for the same request, and another for another', async () => {
    const [first, second, other] = await Promise.all(
      [hello, hello, { ...hello, seed: 1 }].map(async (body) => {
        const response = await post(completions(), body);
        return { id: response.headers.get('x-request-id'), text: await response.text() };
      }),
    );
    expect(second).toEqual(first);
    expect(other!.id).not.toBe(first!.id);
    expect(other!.text).not.toBe(first!.text);
  });

  test('takes its text from parts and leaves images and sounds alone', async () => {
    const completion = await mock.client.chat.completions.create({
      model: 'mock-llm',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
            { type: 'text', text: 'What is this?' },
          ],
        },
      ],
    });
    expect(completion.choices[0]!.message.content).toBe('(mock) You said: What is this?');
  });

  test.each([
    ['max_tokens', { max_tokens: 6 }, '(mock) You said:', 'length'],
    [
      'max_completion_tokens before max_tokens',
      { max_tokens: 1, max_completion_tokens: 6 },
      '(mock) You said:',
      'length',
    ],
    ['a stop string', { stop: ' 👋' }, '(mock) You said: Hi', 'stop'],
    ['a list of stop strings', { stop: ['there', 'said'] }, '(mock) You ', 'stop'],
    ['nulls', { max_tokens: null, stop: null, n: null, stream: null, stream_options: null }, REPLY, 'stop'],
  ])('heeds %s', async (_, params, content, reason) => {
    const { choices } = await mock.client.chat.completions.create({ ...hello, ...params, stream: false });
    expect([choices[0]!.message.content, choices[0]!.finish_reason]).toEqual([content, reason]);
  });
});

describe('a streamed chat completion', () => {
  test('is these frames', async () => {
    const response = await post(completions(), { ...hello, stream: true, stream_options: { include_usage: true } });
    const text = await response.text();
    const { id, created } = JSON.parse(text.slice('data: '.length, text.indexOf('\n')));
    const head = `"id":"${id}","object":"chat.completion.chunk","created":${created},"model":"mock-llm","system_fingerprint":"fp_mock"`;
    const chunk = (delta: string, reason = 'null') =>
      `data: {${head},"choices":[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${reason}}],"usage":null}\n\n`;
    const pieces = ['(', 'mock', ')', ' You', ' said', ':', ' Hi', ' 👋', ' there'];

    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(text).toBe(
      [
        chunk('{"role":"assistant","content":""}'),
        ...pieces.map((piece) => chunk(`{"content":"${piece}"}`)),
        chunk('{}', '"stop"'),
        `data: {${head},"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12}}\n\n`,
        'data: [DONE]\n\n',
      ].join(''),
    );
  });

  test('is the same, byte for byte, for the same request', async () => {
    const [first, second] = await Promise.all(
      [hello, hello].map(async (body) => (await post(completions(), { ...body, stream: true })).text()),
    );
    expect(second).toBe(first);
  });

  test('carries no usage when none was asked for', async () => {
    const chunks = await collect(await mock.client.chat.completions.create({ ...hello, stream: true }));
    expect(chunks.filter((chunk) => 'usage' in chunk || chunk.choices.length !== 1)).toEqual([]);
  });

  test('satisfies the helper of the SDK, which checks every chunk', async () => {
    const stream = mock.client.chat.completions.stream({
      ...hello,
      max_tokens: 8,
      stream_options: { include_usage: true },
    });
    const deltas: string[] = [];
    stream.on('content', (delta) => deltas.push(delta));
    const completion = await stream.finalChatCompletion();
    expect(deltas.join('')).toBe('(mock) You said: Hi 👋');
    expect(completion.choices[0]).toMatchObject({
      message: { role: 'assistant', content: '(mock) You said: Hi 👋' },
      finish_reason: 'length',
    });
    expect(completion.usage).toEqual({ prompt_tokens: 3, completion_tokens: 8, total_tokens: 11 });
  });

  test('says the same as the plain one, however long', async () => {
    const content = `${'Ünïcödé "quoted"\n\t👩‍🚀 日本語 \\ '.repeat(500)}end`;
    const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content }];
    const plain = await mock.client.chat.completions.create({ model: 'mock-llm', messages });
    const chunks = await collect(
      await mock.client.chat.completions.create({ model: 'mock-llm', messages, stream: true }),
    );
    expect(chunks.map((chunk) => chunk.choices[0]!.delta.content ?? '').join('')).toBe(`(mock) You said: ${content}`);
    expect(plain.choices[0]!.message.content).toBe(`(mock) You said: ${content}`);
    expect(new Set(chunks.map(({ id, created, model }) => `${id} ${created} ${model}`)).size).toBe(1);
  });
});
