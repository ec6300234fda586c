// Vercel's `ai`, which hides the providers behind one interface: the same checks for each of them.
import {
  APICallError,
  embedMany,
  generateObject,
  generateText,
  NoObjectGeneratedError,
  stepCountIs,
  streamObject,
  streamText,
  tool,
} from 'ai';
import * as expect from '../expect.mjs';
import { all, cut, refusals, retry } from '../faults.mjs';
import { City, Place, scenarios, weather } from '../scenarios.mjs';

const { description } = scenarios.tool;
const spoken = { get_weather: tool({ description, inputSchema: Place }) };
const run = { get_weather: tool({ description, inputSchema: Place, execute: weather }) };
const calls = (made) => made.map(({ toolCallId: id, toolName: name, input }) => ({ id, name, input }));
const counted = ({ inputTokens, outputTokens, totalTokens }) => expect.usage(inputTokens, outputTokens, totalTokens);

/** `open(at)` gives a provider's function that makes a model of a name. */
export const checksOf = (open) => {
  const asked = (at, prompt, more) => ({ model: open(at)(at.model), prompt, maxRetries: at.retries, ...more });
  /** The SDK keeps errors of a stream to itself unless it is told where to. */
  const streamed = (at, prompt, more) => {
    const errors = [];
    const result = streamText(asked(at, prompt, { ...more, onError: ({ error }) => errors.push(error) }));
    return { result, errors };
  };
  const say = async (at, prompt, more) => (await generateText(asked(at, prompt, more))).text;
  const pieces = async function* (at, prompt, more) {
    const { result, errors } = streamed(at, prompt, more);
    yield* result.textStream;
    if (errors[0]) throw errors[0];
  };

  return {
    async chat(at) {
      const { text, finishReason } = await generateText(asked(at, scenarios.text));
      expect.text(text);
      expect.assert.ok(['stop', 'length'].includes(finishReason), `the finish reason is ${finishReason}`);
    },

    async stream(at) {
      const whole = await generateText(asked(at, scenarios.text));
      const { result, errors } = streamed(at, scenarios.text);
      const found = await all(result.textStream);
      expect.assert.deepEqual(errors, []);
      expect.streamed(found, whole.text, at.same);
      expect.assert.equal(await result.finishReason, whole.finishReason);
    },

    async usage(at) {
      counted((await generateText(asked(at, scenarios.text))).usage);
      counted(await streamed(at, scenarios.text).result.usage);
    },

    async tools(at) {
      expect.twoCalls(calls((await generateText(asked(at, scenarios.weather, { tools: spoken }))).toolCalls));
      const loop = await generateText(asked(at, scenarios.weather, { tools: run, stopWhen: stepCountIs(4) }));
      expect.text(loop.text);
      expect.assert.equal(loop.steps.length, 2);
    },

    async 'tools streamed'(at) {
      const { result } = streamed(at, scenarios.weather, { tools: spoken });
      expect.twoCalls(calls(await result.toolCalls));
      expect.assert.equal(await result.finishReason, 'tool-calls');
    },

    async structured(at) {
      expect.city((await generateObject(asked(at, scenarios.city, { schema: City }))).object);
    },

    async 'structured streamed'(at) {
      const { partialObjectStream } = streamObject(asked(at, scenarios.city, { schema: City }));
      let last;
      for await (const part of partialObjectStream) last = part;
      expect.city(last);
    },

    async length(at) {
      const { finishReason } = await generateText(asked(at, scenarios.long, { maxOutputTokens: 16 }));
      expect.assert.equal(finishReason, 'length');
      const short = asked(at, scenarios.tooShort, { schema: City, maxOutputTokens: 5 });
      await expect.failure(() => generateObject(short), NoObjectGeneratedError);
    },

    async 'early end'(at) {
      const { result, errors } = streamed(at, scenarios.end);
      expect.partOf(await all(result.textStream));
      if (errors[0]) return expect.told(errors[0]);
      const reason = await result.finishReason;
      expect.assert.notEqual(reason, 'stop', 'what ended early counts as ended well');
      return `finish reason ${reason}`;
    },

    ...retry(say),
    ...cut(pieces),
    ...refusals(say, pieces, { 400: APICallError, 401: APICallError, 404: APICallError }, { topP: -1 }),
  };
};

/** Of the providers that have any. */
export const embeddings = (open) => async (at) => {
  const model = open(at).textEmbeddingModel(at.embeddingModel);
  const ask = async () => (await embedMany({ model, values: scenarios.texts, maxRetries: 0 })).embeddings;
  expect.vectors(await ask(), await ask(), await at.plainVectors(scenarios.texts));
};
