import OpenAI from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import * as expect from '../expect.mjs';
import { all, cut, refusals, retry, tooLong } from '../faults.mjs';
import { City, scenarios, weather } from '../scenarios.mjs';

const open = ({ baseUrl: baseURL, apiKey, retries: maxRetries }) => new OpenAI({ baseURL, apiKey, maxRetries });
const asked = (at, input, more) => ({ model: at.model, temperature: 0, input, ...more });
const tools = [{ type: 'function', strict: false, ...scenarios.tool }];
const callsOf = ({ output }) => output.filter(({ type }) => type === 'function_call');
const plain = ({ call_id: id, name, arguments: json }) => ({ id, name, input: JSON.parse(json) });
const counted = ({ input_tokens: input, output_tokens: output, total_tokens: total }) =>
  expect.usage(input, output, total);

const create = (at, input, more) => open(at).responses.create(asked(at, input, more));
const say = async (at, input, more) => (await create(at, input, more)).output_text;
const pieces = async function* (at, input, more) {
  yield* texts(await create(at, input, { ...more, stream: true }));
};

async function* texts(stream) {
  for await (const event of stream) if (event.type === 'response.output_text.delta') yield event.delta;
}

const classes = { 400: OpenAI.BadRequestError, 401: OpenAI.AuthenticationError, 404: OpenAI.NotFoundError };

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
    const found = await all(texts(stream));
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

  async 'early end'(at) {
    const { status } = await open(at).responses.stream(asked(at, scenarios.end)).finalResponse();
    expect.assert.notEqual(status, 'completed', 'what ended early counts as ended well');
    return `a response whose status is ${status}`;
  },

  ...retry(say),
  ...cut(pieces),
  ...refusals(say, pieces, classes, { temperature: -1 }),
  ...tooLong(say, OpenAI.BadRequestError),
};
