// The other APIs. Their real clients are the conformance suite's; here are the frames.
import { json, Mock, post, startMock } from './mock';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.server.drain());

const hash = expect.stringMatching(/[0-9a-f]{20}/) as string;
const messages = [{ role: 'user', content: 'Hi' }];
const ask = async (path: string, body: object) =>
  json(await post(`${mock.url}${path}`, { model: 'mock-llm', ...body }));
const stream = async (path: string, body: object) => {
  const response = await post(`${mock.url}${path}`, { model: 'mock-llm', stream: true, ...body });
  return { type: response.headers.get('content-type'), text: await response.text() };
};
/** Type and data of each event; the type stands twice and must be the same. */
const events = (text: string) =>
  text
    .split('\n\n')
    .filter(Boolean)
    .map((frame) => {
      const [, type, data] = /^event: (.*)\ndata: (.*)$/.exec(frame)!;
      const event = JSON.parse(data!);
      expect(event.type).toBe(type);
      return event;
    });
const types = (list: { type: string }[]) =>
  list.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1]);

const parameters = { type: 'object', properties: { city: { const: 'Rome' } } };

describe('OpenAI completions', () => {
  test('answer each prompt n times, echoed and cut', async () => {
    const { choices, usage } = await ask('/v1/completions', { prompt: ['a', 'b'], n: 2, echo: true, max_tokens: 2 });
    expect(choices.map(({ index, text, finish_reason }: any) => [index, text, finish_reason])).toEqual(
      ['a(mock', 'a(mock', 'b(mock', 'b(mock'].map((text, index) => [index, text, 'length']),
    );
    expect(usage).toEqual({ prompt_tokens: 2, completion_tokens: 8, total_tokens: 10 });
  });

  test('stream the same text', async () => {
    const chunks = [];
    const params = { model: 'mock-llm', prompt: 'a', stream: true, stream_options: { include_usage: true } } as const;
    for await (const chunk of await mock.client.completions.create(params)) chunks.push(chunk);
    expect(chunks.map(({ choices }) => choices[0]?.text ?? '').join('')).toBe('(mock) You said: a');
    expect(chunks.at(-2)!.choices[0]!.finish_reason).toBe('stop');
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 8 } });
  });
});

describe('OpenAI responses', () => {
  const tools = [{ type: 'function', name: 'weather', parameters }];

  test('are whole', async () => {
    const response = await ask('/v1/responses', { input: 'Hi', instructions: 'Be kind', max_output_tokens: 2 });
    expect(response).toMatchObject({
      id: expect.stringMatching(/^resp_/),
      object: 'response',
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: '(mock', annotations: [] }] },
      ],
      usage: { input_tokens: 3, output_tokens: 2, total_tokens: 5 },
    });
  });

  test('stream numbered events in the order that clients check', async () => {
    const { text } = await stream('/v1/responses', { input: 'Hi' });
    const list = events(text);
    expect(list.map(({ sequence_number }) => sequence_number)).toEqual(list.map((_, index) => index));
    expect(types(list)).toEqual(
      ['created', 'in_progress', 'output_item.added', 'content_part.added', 'output_text.delta', 'output_text.done']
        .concat('content_part.done', 'output_item.done', 'completed')
        .map((name) => `response.${name}`),
    );
    expect(list.flatMap(({ delta }) => delta ?? []).join('')).toBe('(mock) You said: Hi');
    expect(list.at(-1).response).toEqual({
      ...(await ask('/v1/responses', { input: 'Hi' })),
      id: hash,
      output: expect.any(Array),
      created_at: expect.any(Number),
    });
  });

  test('call tools, and answer when these have', async () => {
    const call = { type: 'function_call', name: 'weather', arguments: '{"city":"Rome"}' };
    const { output } = await ask('/v1/responses', { input: 'The weather?', tools });
    expect(output).toEqual([{ id: hash, call_id: hash, status: 'completed', ...call }]);
    const result = { type: 'function_call_output', call_id: 'x', output: 'The weather is fine.' };
    const input = [{ role: 'user', content: 'The weather?' }, call, result];
    expect((await ask('/v1/responses', { input, tools })).output[0].content[0].text).toBe('The weather is fine.');
  });

  test('keep to a schema', async () => {
    const { output } = await ask('/v1/responses', {
      input: 'Hi',
      text: { format: { type: 'json_schema', name: 'x', schema: parameters } },
    });
    expect(output[0].content[0].text).toBe('{"city":"Rome"}');
  });

  test('refuse to continue one that nobody kept', async () => {
    expect((await ask('/v1/responses', { input: 'Hi', previous_response_id: 'resp_1' })).error.code).toBe(
      'previous_response_not_found',
    );
  });
});

describe('Anthropic messages', () => {
  const tools = [{ name: 'weather', input_schema: parameters }];

  test('are whole', async () => {
    expect(await ask('/v1/messages', { messages, max_tokens: 9, stop_sequences: [' said'] })).toEqual({
      id: hash,
      type: 'message',
      role: 'assistant',
      model: 'mock-llm',
      content: [{ type: 'text', text: '(mock) You' }],
      stop_reason: 'stop_sequence',
      stop_sequence: ' said',
      usage: { input_tokens: 1, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 4 },
    });
  });

  test('stream their own events', async () => {
    const { type, text } = await stream('/v1/messages', {
      messages: [{ role: 'user', content: 'The weather?' }],
      max_tokens: 99,
      tools,
    });
    const list = events(text);
    expect(type).toBe('text/event-stream; charset=utf-8');
    expect(types(list)).toEqual([
      'message_start',
      'content_block_start',
      'ping',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    expect(list[1].content_block).toEqual({ type: 'tool_use', id: hash, name: 'weather', input: {} });
    expect(list.flatMap(({ delta }) => delta?.partial_json ?? []).join('')).toBe('{"city":"Rome"}');
    expect(list.at(-2).delta).toEqual({ stop_reason: 'tool_use', stop_sequence: null });
  });

  test('answer from the result of a tool', async () => {
    const talk = [
      { role: 'user', content: 'The weather?' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'x', name: 'weather', input: {} }] },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'x', content: [{ type: 'text', text: 'The weather is fine.' }] }],
      },
    ];
    expect((await ask('/v1/messages', { messages: talk, max_tokens: 99, tools })).content[0].text).toBe(
      'The weather is fine.',
    );
  });

  test('are counted', async () => {
    expect(await ask('/v1/messages/count_tokens', { messages, system: 'Be kind' })).toEqual({ input_tokens: 3 });
  });

  test('fail in their own words', async () => {
    expect(await ask('/v1/messages', { messages })).toEqual({
      type: 'error',
      error: { type: 'invalid_request_error', message: `'max_tokens' is required and must be an integer` },
      request_id: hash,
    });
  });

  test('take the key from their own header', async () => {
    const locked = await startMock({}, 'right');
    const send = async (key: string) =>
      (await post(`${locked.url}/v1/messages/count_tokens`, { model: 'mock-llm', messages }, { 'x-api-key': key }))
        .status;
    expect([await send('right'), await send('wrong')]).toEqual([200, 401]);
    await locked.server.drain();
  });
});

describe('Ollama', () => {
  test('streams lines unless told not to', async () => {
    const { type, text } = await stream('/api/chat', { messages });
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(type).toBe('application/x-ndjson');
    expect(lines.map(({ message }) => message.content).join('')).toBe('(mock) You said: Hi');
    expect(lines.at(-1)).toMatchObject({ done: true, done_reason: 'stop', prompt_eval_count: 1, eval_count: 7 });
  });

  test('gives the arguments of tools as an object', async () => {
    const tools = [{ type: 'function', function: { name: 'weather', parameters } }];
    const { message } = await ask('/api/chat', {
      messages: [{ role: 'user', content: 'Weather?' }],
      tools,
      stream: false,
    });
    expect(message.tool_calls).toEqual([{ function: { name: 'weather', arguments: { city: 'Rome' } } }]);
  });

  test('generates, by schema too, under the name with its tag', async () => {
    const body = { model: 'mock-llm:latest', prompt: 'Hi', stream: false };
    expect((await ask('/api/generate', { ...body, options: { num_predict: 2 } })).response).toBe('(mock');
    for (const num_predict of [-1, -2, -3])
      expect((await ask('/api/generate', { ...body, options: { num_predict } })).response).toBe('(mock) You said: Hi');
    expect((await ask('/api/generate', { ...body, format: parameters })).response).toBe('{"city":"Rome"}');
  });

  test('embeds as the other API does', async () => {
    const { embeddings } = await ask('/api/embed', { model: 'mock-embedding', input: ['a b'] });
    const { data } = await ask('/v1/embeddings', { model: 'mock-embedding', input: 'a b' });
    expect(embeddings).toEqual([data[0].embedding]);
  });

  test('lists its models and fails in its own words', async () => {
    const { models } = await json(await fetch(`${mock.url}/api/tags`));
    expect(models.map(({ name }: any) => name)).toEqual(['mock-llm:latest', 'mock-embedding:latest']);
    expect(await ask('/api/chat', { model: 'x', messages })).toEqual({
      error: 'The model `x` does not exist here; served: mock-llm',
    });
    expect(await ask('/api/chat', { model: '', messages })).toEqual({ error: 'model is required' });
  });
});

test('reranking sorts by likeness', async () => {
  const body = {
    model: 'mock-embedding',
    query: 'red boat',
    documents: ['a blue car', { text: 'the red boat' }, 'a boat'],
    top_n: 2,
  };
  const { results } = await ask('/v1/rerank', body);
  expect(results.map(({ index, document }: any) => [index, document.text])).toEqual([
    [1, 'the red boat'],
    [2, 'a boat'],
  ]);
  expect(results[0].relevance_score).toBeCloseTo(1);
});

test('moderation flags the words of its categories', async () => {
  const { results } = await mock.client.moderations.create({ input: ['Good morning', 'I will kill you, idiot'] });
  const flagged = results.map(({ categories }) =>
    Object.entries(categories).flatMap(([name, found]) => (found ? [name] : [])),
  );
  expect(flagged).toEqual([[], ['harassment', 'violence']]);
  expect(results.map((result) => result.flagged)).toEqual([false, true]);
});
