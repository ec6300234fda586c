import { Ollama } from 'ollama';
import * as expect from '../expect.mjs';
import { all, cut, refusals } from '../faults.mjs';
import { scenarios, weather } from '../scenarios.mjs';

const open = (at) => new Ollama({ host: at.host, headers: { authorization: `Bearer ${at.apiKey}` } });
const asked = (at, content, more) => ({
  model: at.model,
  messages: [{ role: 'user', content }],
  ...more,
  options: { temperature: 0, ...more?.options },
});
const tools = [{ type: 'function', function: scenarios.tool }];
const calls = (made = []) => made.map(({ function: { name, arguments: input } }) => ({ name, input }));
const counted = ({ prompt_eval_count: input, eval_count: output }) => expect.usage(input, output);

const say = async (at, content, more) => (await open(at).chat(asked(at, content, more))).message.content;

async function* pieces(at, content, more) {
  for await (const { message } of await open(at).chat(asked(at, content, { ...more, stream: true })))
    yield message.content;
}

/** Ollama's client exports no class of errors. */
const classes = { 400: Error, 401: Error, 404: Error };

export const checks = {
  async chat(at) {
    const { message, done, done_reason: reason } = await open(at).chat(asked(at, scenarios.text));
    expect.text(message.content);
    expect.assert.deepEqual({ done, reason, role: message.role }, { done: true, reason: 'stop', role: 'assistant' });
  },

  async stream(at) {
    const whole = await open(at).chat(asked(at, scenarios.text));
    const chunks = await all(await open(at).chat(asked(at, scenarios.text, { stream: true })));
    const pieces = chunks.map(({ message }) => message.content);
    expect.streamed(pieces, whole.message.content, at.same);
    expect.assert.deepEqual(
      chunks.map(({ done }) => done),
      [...chunks.slice(1).fill(false), true],
    );
  },

  async usage(at) {
    counted(await open(at).chat(asked(at, scenarios.text)));
    counted((await all(await open(at).chat(asked(at, scenarios.text, { stream: true })))).at(-1));
  },

  async tools(at) {
    const { message } = await open(at).chat(asked(at, scenarios.weather, { tools }));
    expect.twoCalls(calls(message.tool_calls), { ids: false });
    const results = message.tool_calls.map(({ function: { name, arguments: args } }) => ({
      role: 'tool',
      tool_name: name,
      content: weather(args),
    }));
    const messages = [{ role: 'user', content: scenarios.weather }, message, ...results];
    expect.text((await open(at).chat({ ...asked(at, ''), messages, tools })).message.content);
  },

  async 'tools streamed'(at) {
    const chunks = await all(await open(at).chat(asked(at, scenarios.weather, { tools, stream: true })));
    expect.twoCalls(
      chunks.flatMap(({ message }) => calls(message.tool_calls)),
      { ids: false },
    );
  },

  async structured(at) {
    expect.city(JSON.parse(await say(at, scenarios.city, { format: scenarios.schema })));
  },

  async 'structured streamed'(at) {
    expect.city(JSON.parse((await all(pieces(at, scenarios.city, { format: scenarios.schema }))).join('')));
  },

  async length(at) {
    const answer = await open(at).chat(asked(at, scenarios.long, { options: { num_predict: 16 } }));
    expect.assert.equal(answer.done_reason, 'length');
  },

  async embeddings(at) {
    const ask = async (input) => (await open(at).embed({ model: at.embeddingModel, input })).embeddings;
    const [plain] = [await ask(scenarios.texts)];
    expect.vectors(await ask(scenarios.texts), await ask(scenarios.texts), plain);
    expect.near((await ask(scenarios.texts[0]))[0], plain[0], 'alone, a text has another vector');
  },

  async models(at) {
    const { models } = await open(at).list();
    const names = models.map(({ name }) => name.replace(/:latest$/, ''));
    expect.assert.ok(names.includes(at.model), `${at.model} is not among ${names}`);
  },

  async 'early end'(at) {
    const found = [];
    const error = await expect.thrown(() => all(pieces(at, scenarios.end), found));
    expect.partOf(found);
    return expect.told(error);
  },

  ...cut(pieces),
  ...refusals(say, pieces, classes, { model: '' }),
};
