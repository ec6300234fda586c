import OpenAI from 'openai';
import { LengthFinishReasonError, OpenAIError } from 'openai/error';
import { zodResponseFormat } from 'openai/helpers/zod';
import * as expect from '../expect.mjs';
import { all, cut, refusals, retry, tooLong } from '../faults.mjs';
import { City, scenarios, weather } from '../scenarios.mjs';

const open = ({ baseUrl: baseURL, apiKey, retries: maxRetries }) => new OpenAI({ baseURL, apiKey, maxRetries });
const asked = (at, content, more) => ({
  model: at.model,
  temperature: 0,
  messages: [{ role: 'user', content }],
  ...more,
});
const tools = [{ type: 'function', function: scenarios.tool }];
const calls = ({ tool_calls: made }) =>
  (made ?? []).map(({ id, function: { name, arguments: json } }) => ({ id, name, input: JSON.parse(json) }));
const counted = ({ prompt_tokens: input, completion_tokens: output, total_tokens: total }) =>
  expect.usage(input, output, total);

const create = (at, content, more) => open(at).chat.completions.create(asked(at, content, more));
const say = async (at, content, more) => (await create(at, content, more)).choices[0].message.content;

async function* pieces(at, content, more) {
  for await (const { choices } of await create(at, content, { ...more, stream: true }))
    yield choices[0]?.delta.content ?? '';
}

const classes = { 400: OpenAI.BadRequestError, 401: OpenAI.AuthenticationError, 404: OpenAI.NotFoundError };

export const checks = {
  async chat(at) {
    const answer = await open(at).chat.completions.create(asked(at, scenarios.text));
    expect.text(answer.choices[0].message.content);
    expect.assert.equal(answer.choices[0].index, 0);
    expect.assert.ok(['stop', 'length'].includes(answer.choices[0].finish_reason));
    expect.assert.equal(answer.choices[0].message.role, 'assistant');
  },

  async stream(at) {
    const client = open(at);
    const whole = await client.chat.completions.create(asked(at, scenarios.text));
    const runner = client.chat.completions.stream(asked(at, scenarios.text));
    const found = [];
    runner.on('content', (delta) => found.push(delta));
    const final = await runner.finalChatCompletion();
    expect.streamed(found, whole.choices[0].message.content, at.same);
    expect.assert.equal(final.choices[0].message.content, found.join(''));
    expect.assert.equal(final.choices[0].finish_reason, whole.choices[0].finish_reason);
    expect.assert.equal(final.choices[0].message.role, 'assistant');
  },

  async usage(at) {
    const client = open(at);
    counted((await client.chat.completions.create(asked(at, scenarios.text))).usage);
    const streamed = asked(at, scenarios.text, { stream: true, stream_options: { include_usage: true } });
    const chunks = [];
    for await (const chunk of await client.chat.completions.create(streamed)) chunks.push(chunk);
    const last = chunks.pop();
    counted(last.usage ?? {});
    expect.assert.deepEqual(last.choices, [], 'the chunk with the usage has choices too');
    expect.assert.ok(
      chunks.every((chunk) => !chunk.usage),
      'other chunks than the last have usage',
    );
    expect.assert.equal(new Set(chunks.map(({ id }) => id)).size, 1, 'the id changes within the stream');
  },

  async tools(at) {
    const client = open(at);
    const answer = await client.chat.completions.create(asked(at, scenarios.weather, { tools }));
    expect.twoCalls(calls(answer.choices[0].message));
    expect.assert.equal(answer.choices[0].finish_reason, 'tool_calls');
    const run = (args) => weather(JSON.parse(args));
    const runnable = [{ type: 'function', function: { ...scenarios.tool, function: run } }];
    const runner = client.chat.completions.runTools(asked(at, scenarios.weather, { tools: runnable }));
    expect.text(await runner.finalContent());
  },

  async 'tools streamed'(at) {
    const runner = open(at).chat.completions.stream(asked(at, scenarios.weather, { tools }));
    const final = await runner.finalChatCompletion();
    expect.twoCalls(calls(final.choices[0].message));
    expect.assert.equal(final.choices[0].finish_reason, 'tool_calls');
  },

  async structured(at) {
    const format = { response_format: zodResponseFormat(City, 'city') };
    const answer = await open(at).chat.completions.parse(asked(at, scenarios.city, format));
    expect.city(answer.choices[0].message.parsed);
  },

  async 'structured streamed'(at) {
    const format = { response_format: zodResponseFormat(City, 'city') };
    const final = await open(at)
      .chat.completions.stream(asked(at, scenarios.city, format))
      .finalChatCompletion();
    expect.city(final.choices[0].message.parsed);
  },

  async length(at) {
    const client = open(at);
    const answer = await client.chat.completions.create(asked(at, scenarios.long, { max_tokens: 16 }));
    expect.assert.equal(answer.choices[0].finish_reason, 'length');
    const short = asked(at, scenarios.tooShort, { max_tokens: 5, response_format: zodResponseFormat(City, 'city') });
    await expect.failure(() => client.chat.completions.parse(short), LengthFinishReasonError);
  },

  async embeddings(at) {
    const ask = async () =>
      (await open(at).embeddings.create({ model: at.embeddingModel, input: scenarios.texts })).data;
    const [first, second] = [await ask(), await ask()];
    expect.assert.deepEqual(
      first.map(({ index }) => index),
      [0, 1],
    );
    const values = (data) => data.map(({ embedding }) => embedding);
    expect.vectors(values(first), values(second), await at.plainVectors(scenarios.texts));
  },

  async models(at) {
    const found = [];
    for await (const { id } of open(at).models.list()) found.push(id);
    expect.assert.ok(found.includes(at.model), `${at.model} is not among ${found}`);
  },

  async 'early end'(at) {
    expect.partOf(await all(pieces(at, scenarios.end)));
    const runner = open(at).chat.completions.stream(asked(at, scenarios.end));
    const error = await expect.failure(() => runner.finalChatCompletion(), OpenAIError);
    return expect.told(error);
  },

  ...retry(say),
  ...cut(pieces),
  ...refusals(say, pieces, classes, { temperature: -1 }),
  ...tooLong(say, OpenAI.BadRequestError),
};
