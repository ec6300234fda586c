import Anthropic from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import * as expect from '../expect.mjs';
import { cut, refusals, retry, tooLong } from '../faults.mjs';
import { City, scenarios, weather } from '../scenarios.mjs';

const open = ({ host: baseURL, apiKey, retries: maxRetries }) => new Anthropic({ baseURL, apiKey, maxRetries });
const asked = (at, content, more) => ({
  model: at.model,
  max_tokens: 500,
  messages: [{ role: 'user', content }],
  ...more,
});
const { parameters: input_schema, ...named } = scenarios.tool;
const tools = [{ ...named, input_schema }];
const callsOf = ({ content }) => content.filter(({ type }) => type === 'tool_use');
const said = ({ content }) => content.map(({ text = '' }) => text).join('');
const counted = ({ input_tokens: input, output_tokens: output }) => expect.usage(input, output);

const create = (at, content, more) => open(at).messages.create(asked(at, content, more));
const say = async (at, content, more) => said(await create(at, content, more));

async function* pieces(at, content, more) {
  for await (const { type, delta } of await create(at, content, { ...more, stream: true }))
    if (type === 'content_block_delta') yield delta.text ?? '';
}

const classes = { 400: Anthropic.BadRequestError, 401: Anthropic.AuthenticationError, 404: Anthropic.NotFoundError };

export const checks = {
  async chat(at) {
    const message = await open(at).messages.create(asked(at, scenarios.text));
    expect.text(said(message));
    expect.assert.equal(message.role, 'assistant');
    expect.assert.ok(['end_turn', 'max_tokens'].includes(message.stop_reason));
  },

  async stream(at) {
    const client = open(at);
    const whole = await client.messages.create(asked(at, scenarios.text));
    const stream = client.messages.stream(asked(at, scenarios.text));
    const found = [];
    stream.on('text', (delta) => found.push(delta));
    const final = await stream.finalMessage();
    expect.streamed(found, said(whole), at.same);
    expect.assert.equal(said(final), found.join(''));
    expect.assert.equal(final.stop_reason, whole.stop_reason);
  },

  async usage(at) {
    const client = open(at);
    counted((await client.messages.create(asked(at, scenarios.text))).usage);
    counted((await client.messages.stream(asked(at, scenarios.text)).finalMessage()).usage);
  },

  async tools(at) {
    const client = open(at);
    const first = await client.messages.create(asked(at, scenarios.weather, { tools }));
    expect.twoCalls(callsOf(first));
    expect.assert.equal(first.stop_reason, 'tool_use');
    const results = callsOf(first).map(({ id, input }) => ({
      type: 'tool_result',
      tool_use_id: id,
      content: weather(input),
    }));
    const messages = [
      { role: 'user', content: scenarios.weather },
      { role: 'assistant', content: first.content },
      { role: 'user', content: results },
    ];
    expect.text(said(await client.messages.create({ ...asked(at, '', { tools }), messages })));
  },

  async 'tools streamed'(at) {
    const final = await open(at)
      .messages.stream(asked(at, scenarios.weather, { tools }))
      .finalMessage();
    expect.twoCalls(callsOf(final));
    expect.assert.equal(final.stop_reason, 'tool_use');
  },

  async structured(at) {
    const format = { output_config: { format: zodOutputFormat(City) } };
    expect.city((await open(at).messages.parse(asked(at, scenarios.city, format))).parsed_output);
  },

  async 'structured streamed'(at) {
    const format = { output_config: { format: zodOutputFormat(City) } };
    expect.city(
      (
        await open(at)
          .messages.stream(asked(at, scenarios.city, format))
          .finalMessage()
      ).parsed_output,
    );
  },

  async length(at) {
    const message = await open(at).messages.create(asked(at, scenarios.long, { max_tokens: 16 }));
    expect.assert.equal(message.stop_reason, 'max_tokens');
  },

  async 'early end'(at) {
    const stream = open(at).messages.stream(asked(at, scenarios.end));
    const error = await expect.thrown(() => stream.finalMessage());
    return expect.told(error);
  },

  ...retry(say),
  ...cut(pieces),
  ...refusals(say, pieces, classes, { max_tokens: -1 }),
  ...tooLong(say, Anthropic.BadRequestError, ({ message }) =>
    /prompt is too long|maximum context length/.test(message),
  ),
};
