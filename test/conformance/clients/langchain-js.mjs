import { ContextOverflowError } from '@langchain/core/errors';
import { ToolMessage } from '@langchain/core/messages';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import * as expect from '../expect.mjs';
import { cut, refusals, retry } from '../faults.mjs';
import { City, scenarios, weather } from '../scenarios.mjs';

const configuration = (at) => ({ apiKey: at.apiKey, configuration: { baseURL: at.baseUrl } });
const open = (at, more) =>
  new ChatOpenAI({
    ...configuration(at),
    model: at.model,
    temperature: 0,
    maxRetries: at.retries,
    useResponsesApi: false,
    ...more,
  });
const tools = [{ type: 'function', function: scenarios.tool }];
const calls = (message) => message.tool_calls.map(({ id, name, args: input }) => ({ id, name, input }));
const counted = ({ input_tokens: input, output_tokens: output, total_tokens: total }) =>
  expect.usage(input, output, total);

const say = async (at, content, more) => (await open(at, more).invoke(content)).content;

async function* pieces(at, content, more) {
  for await (const { content: piece } of await open(at, more).stream(content)) yield piece;
}

/** The pieces, and what LangChain adds them up to. */
async function read(stream) {
  const chunks = [];
  for await (const chunk of await stream) chunks.push(chunk);
  return { pieces: chunks.map(({ content }) => content), sum: chunks.reduce((sum, chunk) => sum.concat(chunk)) };
}

export const checks = {
  async chat(at) {
    const answer = await open(at).invoke(scenarios.text);
    expect.text(answer.content);
    expect.assert.ok(['stop', 'length'].includes(answer.response_metadata.finish_reason));
  },

  async stream(at) {
    const whole = await open(at).invoke(scenarios.text);
    const { pieces, sum } = await read(open(at).stream(scenarios.text));
    expect.streamed(pieces, whole.content, at.same);
    expect.assert.equal(sum.response_metadata.finish_reason, whole.response_metadata.finish_reason);
  },

  async usage(at) {
    counted((await open(at).invoke(scenarios.text)).usage_metadata ?? {});
    const { sum } = await read(open(at, { streamUsage: true }).stream(scenarios.text));
    counted(sum.usage_metadata ?? {});
  },

  async tools(at) {
    const model = open(at).bindTools(tools);
    const first = await model.invoke(scenarios.weather);
    expect.twoCalls(calls(first));
    const results = first.tool_calls.map(
      ({ id, args }) => new ToolMessage({ tool_call_id: id, content: weather(args) }),
    );
    const last = await model.invoke([{ role: 'user', content: scenarios.weather }, first, ...results]);
    expect.text(last.content);
  },

  async 'tools streamed'(at) {
    expect.twoCalls(calls((await read(open(at).bindTools(tools).stream(scenarios.weather))).sum));
  },

  async structured(at) {
    const method = 'jsonSchema';
    expect.city(await open(at).withStructuredOutput(City, { name: 'city', method }).invoke(scenarios.city));
  },

  async 'structured streamed'(at) {
    const model = open(at).withStructuredOutput(City, { name: 'city', method: 'jsonSchema' });
    const found = [];
    for await (const part of await model.stream(scenarios.city)) found.push(part);
    expect.city(found.at(-1));
  },

  async length(at) {
    const answer = await open(at, { maxTokens: 16 }).invoke(scenarios.long);
    expect.assert.equal(answer.response_metadata.finish_reason, 'length');
  },

  async embeddings(at) {
    const model = new OpenAIEmbeddings({ ...configuration(at), model: at.embeddingModel, maxRetries: 0 });
    const ask = () => model.embedDocuments(scenarios.texts);
    const plain = await at.plainVectors(scenarios.texts);
    expect.vectors(await ask(), await ask(), plain);
    expect.near(await model.embedQuery(scenarios.texts[0]), plain[0], 'a question and a document have two vectors');
  },

  async 'early end'(at) {
    const { pieces, sum } = await read(open(at).stream(scenarios.end));
    expect.partOf(pieces);
    expect.assert.equal(sum.response_metadata.finish_reason, undefined, 'what ended early counts as ended');
    return 'a text without finish reason';
  },

  async 'too long'(at) {
    const error = await expect.thrown(() => open(at).invoke(at.longPrompt));
    expect.assert.ok(ContextOverflowError.isInstance(error), expect.told(error));
  },

  async 404(at) {
    const { 404: refused } = refusals(say, pieces, { 404: Error });
    await refused(at);
    const error = await expect.thrown(() => say({ ...at, model: scenarios.unknownModel }, scenarios.text));
    expect.assert.equal(error.lc_error_code, 'MODEL_NOT_FOUND');
  },

  ...retry(say),
  ...cut(pieces),
  ...refusals(say, pieces, { 400: Error, 401: Error }, { temperature: -1 }),
};
