import OpenAI from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import * as expect from '../expect.mjs';
import { City, scenarios, weather } from '../scenarios.mjs';

export const api = '/v1/responses';

const open = (at, more) => new OpenAI({ baseURL: at.baseUrl, apiKey: at.apiKey, maxRetries: 0, ...more });
const asked = (at, input, more) => ({ model: at.model, temperature: 0, input, ...more });
const tools = [{ type: 'function', strict: false, ...scenarios.tool }];
const callsOf = ({ output }) => output.filter(({ type }) => type === 'function_call');
const plain = ({ call_id: id, name, arguments: json }) => ({ id, name, input: JSON.parse(json) });
const counted = ({ input_tokens: input, output_tokens: output, total_tokens: total }) =>
  expect.usage(input, output, total);

async function read(stream) {
  const found = [];
  for await (const event of stream) if (event.type === 'response.output_text.delta') found.push(event.delta);
  return found;
}

export const checks = {
  async chat(at) {
    const response = await open(at).responses.create(asked(at, scenarios.text));
    expect.text(response.output_text);
    expect.assert.equal(response.status, 'completed');
  },

  async stream(at) {
    const client = open(at);
    const whole = await client.responses.create(asked(at, scenarios.text));
    const stream = client.responses.stream(asked(at, scenarios.text));
    const found = await read(stream);
    expect.streamed(found, whole.output_text, at.same);
    const final = await stream.finalResponse();
    expect.assert.equal(final.output_text, found.join(''));
    expect.assert.equal(final.status, 'completed');
  },

  async usage(at) {
    const client = open(at);
    counted((await client.responses.create(asked(at, scenarios.text))).usage ?? {});
    counted((await client.responses.stream(asked(at, scenarios.text)).finalResponse()).usage ?? {});
  },

  async tools(at) {
    const client = open(at);
    const first = await client.responses.create(asked(at, scenarios.weather, { tools }));
    const calls = callsOf(first);
    expect.twoCalls(calls.map(plain));
    const results = calls.map((call) => ({
      type: 'function_call_output',
      call_id: call.call_id,
      output: weather(plain(call).input),
    }));
    const input = [{ role: 'user', content: scenarios.weather }, ...first.output, ...results];
    expect.text((await client.responses.create(asked(at, input, { tools }))).output_text);
  },

  async 'tools streamed'(at) {
    const final = await open(at)
      .responses.stream(asked(at, scenarios.weather, { tools }))
      .finalResponse();
    expect.twoCalls(callsOf(final).map(plain));
  },

  async structured(at) {
    const format = { text: { format: zodTextFormat(City, 'city') } };
    expect.city((await open(at).responses.parse(asked(at, scenarios.city, format))).output_parsed);
  },

  async 'structured streamed'(at) {
    const format = { text: { format: zodTextFormat(City, 'city') } };
    expect.city(
      (
        await open(at)
          .responses.stream(asked(at, scenarios.city, format))
          .finalResponse()
      ).output_parsed,
    );
  },

  async length(at) {
    const response = await open(at).responses.create(asked(at, scenarios.long, { max_output_tokens: 16 }));
    expect.assert.equal(response.status, 'incomplete');
    expect.assert.equal(response.incomplete_details?.reason, 'max_output_tokens');
  },

  async retry(at) {
    const client = open(at, { maxRetries: 2 });
    expect.text((await client.responses.create(asked(at, at.retryPrompt))).output_text);
  },

  async 'early end'(at) {
    const { status } = await open(at).responses.stream(asked(at, scenarios.end)).finalResponse();
    expect.assert.notEqual(status, 'completed', 'what ended early counts as ended well');
    return `a response whose status is ${status}`;
  },

  async cut(at) {
    const stream = await open(at).responses.create(asked(at, scenarios.cut, { stream: true }));
    return expect.told(await expect.thrown(() => read(stream)));
  },

  async 400(at) {
    const bad = asked(at, scenarios.refused, { temperature: -1 });
    await expect.failure(() => open(at).responses.create(bad), OpenAI.BadRequestError, 400);
  },

  async 401(at) {
    const client = open(at, { apiKey: scenarios.wrongKey });
    const run = () => client.responses.create(asked(at, scenarios.text));
    await expect.failure(run, OpenAI.AuthenticationError, 401);
  },

  async 'too long'(at) {
    const run = () => open(at).responses.create(asked(at, at.longPrompt));
    const { code, message } = await expect.failure(run, OpenAI.BadRequestError, 400);
    expect.assert.ok(code === 'context_length_exceeded' || /maximum context length/.test(message), message);
  },

  async 404(at) {
    const run = () => open(at).responses.create(asked(at, scenarios.text, { model: scenarios.unknownModel }));
    await expect.failure(run, OpenAI.NotFoundError, 404);
  },
};
