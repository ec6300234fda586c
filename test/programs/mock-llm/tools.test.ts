import OpenAI from 'openai';
import { Mock, startMock } from './mock';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.server.drain());

const tool = (name: string, description = '', properties: object = {}): OpenAI.ChatCompletionFunctionTool => ({
  type: 'function',
  function: { name, description, parameters: { type: 'object', properties, required: Object.keys(properties) } },
});
const WEATHER = tool('get_weather', 'How warm it is', { city: { type: 'string' } });
const TRAINS = tool('findTrains', 'Departures from a station', { query: { type: 'string' } });
const ask = (content: string, params: object = {}, tools = [WEATHER, TRAINS]) =>
  mock.client.chat.completions.create({
    model: 'mock-llm',
    messages: [{ role: 'user', content }],
    tools,
    ...params,
    stream: false,
  });
const called = ({ choices: [choice] }: OpenAI.ChatCompletion) =>
  (choice!.message.tool_calls ?? []).map(
    (call) => 'function' in call && [call.function.name, JSON.parse(call.function.arguments)],
  );

describe('tools are called', () => {
  const cases: [when: string, question: string, params: object, names: string[]][] = [
    ['when the question has a word of their name', 'How is the weather?', {}, ['get_weather']],
    ['when it has two of their description', 'Which departures has this station?', {}, ['findTrains']],
    ['together', 'Weather and trains?', {}, ['get_weather', 'findTrains']],
    ['one by one when they must be', 'Weather and trains?', { parallel_tool_calls: false }, ['get_weather']],
    ['not when nothing in the question is about them', 'Get me a station', {}, []],
    ['not when they must not be', 'How is the weather?', { tool_choice: 'none' }, []],
    ['when one of them must be', 'Hi', { tool_choice: 'required' }, ['get_weather']],
    [
      'when they are named',
      'Weather?',
      { tool_choice: { type: 'function', function: { name: 'findTrains' } } },
      ['findTrains'],
    ],
  ];
  test.each(cases)('%s', async (_, question, params, names) => {
    const completion = await ask(question, params);
    expect(called(completion).map((call) => call && call[0])).toEqual(names);
    expect(completion.choices[0]!.finish_reason).toBe(names.length > 0 ? 'tool_calls' : 'stop');
  });
});

test('a call has the question where it asks for one, and no text beside it', async () => {
  const completion = await ask('Trains?');
  expect(called(completion)).toEqual([['findTrains', { query: 'Trains?' }]]);
  expect(completion.choices[0]!.message).toEqual({
    role: 'assistant',
    content: null,
    refusal: null,
    tool_calls: [expect.objectContaining({ id: expect.stringMatching(/^call_[0-9a-f]{20}0$/), type: 'function' })],
  });
});

test('streamed calls are opened by name and index, and filled piece by piece', async () => {
  const stream = await mock.client.chat.completions.create({
    model: 'mock-llm',
    messages: [{ role: 'user', content: 'Weather and trains?' }],
    tools: [WEATHER, TRAINS],
    stream: true,
  });
  const deltas: OpenAI.ChatCompletionChunk.Choice.Delta.ToolCall[] = [];
  for await (const { choices } of stream) deltas.push(...(choices[0]?.delta.tool_calls ?? []));
  const opening = deltas.filter(({ id }) => id);
  expect(opening.map(({ index, function: given }) => [index, given])).toEqual([
    [0, { name: 'get_weather', arguments: '' }],
    [1, { name: 'findTrains', arguments: '' }],
  ]);
  const filled = [0, 1].map((at) =>
    deltas
      .filter(({ index }) => index === at)
      .map((delta) => delta.function!.arguments)
      .join(''),
  );
  expect(filled).toEqual(['{"city":"city"}', '{"query":"Weather and trains?"}']);
});

test('the helper of the SDK runs them to their end, and the answer comes from what they say', async () => {
  const definition = {
    ...WEATHER.function,
    parse: JSON.parse,
    function: () => 'It is 31 degrees. The weather is fine.',
  };
  const runner = mock.client.chat.completions.runTools({
    model: 'mock-llm',
    messages: [{ role: 'user', content: 'How is the weather?' }],
    tools: [{ type: 'function', function: definition as never }],
  });
  expect(await runner.finalContent()).toBe('The weather is fine.');
});

test('what a tool says that has no word of the question is repeated', async () => {
  const completion = await mock.client.chat.completions.create({
    model: 'mock-llm',
    messages: [
      { role: 'user', content: 'How is the weather?' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'a', type: 'function', function: { name: 'get_weather', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 'a', content: '{"degrees":31}' },
    ],
    tools: [WEATHER],
  });
  expect(completion.choices[0]!.message.content).toBe('(mock) The tool said: {"degrees":31}');
});

test('a limit of tokens cuts a call off in its arguments', async () => {
  const { choices } = await ask('Weather?', { max_tokens: 4 });
  expect(choices[0]).toMatchObject({
    finish_reason: 'length',
    message: { tool_calls: [{ function: { arguments: '{' } }] },
  });
});

test.each([
  [{ tool_choice: 'required' }, []],
  [{ tool_choice: { type: 'function', function: { name: 'other' } } }, [WEATHER]],
])('%j is refused when there is no such tool', async (params, tools) => {
  await expect(ask('Hi', params, tools)).rejects.toMatchObject({ status: 400, param: 'tool_choice' });
});

describe('a response format', () => {
  const schema = { type: 'object', properties: { answer: { type: 'string' }, score: { type: 'integer', minimum: 1 } } };
  test.each([
    [
      { type: 'json_schema', json_schema: { name: 'x', schema } },
      { answer: '(mock) You said: Hi', score: 1 },
    ],
    [{ type: 'json_object' }, { answer: '(mock) You said: Hi' }],
  ])('%j is kept to, streamed too', async (format, value) => {
    const params = { response_format: format as never };
    expect(JSON.parse((await ask('Hi', params, [])).choices[0]!.message.content!)).toEqual(value);
    const stream = mock.client.chat.completions.stream({
      model: 'mock-llm',
      messages: [{ role: 'user', content: 'Hi' }],
      ...params,
    });
    expect(JSON.parse((await stream.finalChatCompletion()).choices[0]!.message.content!)).toEqual(value);
  });
});

test('several choices are the same, each under its index, and all are counted', async () => {
  const { choices, usage } = await ask('Hi', { n: 2 }, []);
  expect(choices.map(({ index, message }) => [index, message.content])).toEqual(
    [0, 1].map((index) => [index, '(mock) You said: Hi']),
  );
  expect(usage).toMatchObject({ prompt_tokens: 1, completion_tokens: 14 });
});

test('logprobs are there for each token, the said one first', async () => {
  const { choices } = await ask('Hi', { logprobs: true, top_logprobs: 2, max_tokens: 2 }, []);
  const said = (token: string) => ({ token, logprob: expect.any(Number), bytes: [...Buffer.from(token)] });
  expect(choices[0]!.logprobs).toEqual({
    refusal: null,
    content: ['(', 'mock'].map((token) => ({ ...said(token), top_logprobs: [said(token), said(' the')] })),
  });
});

test('calls together have no more arguments than an answer may have', async () => {
  const items = (minItems: number) => ({ list: { type: 'array', minItems, items: { const: 'x'.repeat(30_000) } } });
  const tools = (minItems: number) => ['a', 'b'].map((name) => tool(`weather_${name}`, '', items(minItems)));
  const { choices } = await ask('Weather?', { max_tokens: 10 }, tools(250));
  expect(choices[0]!.finish_reason).toBe('length');
  await expect(ask('Weather?', { max_tokens: 10 }, tools(300))).rejects.toThrow(
    'The answer would be too long: more than 16777216 characters',
  );
});
