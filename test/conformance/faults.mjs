// What goes wrong is the same for every client; how it asks and what it throws is its own. `say(at, prompt, more)` gives
// the text of an answer, `pieces(at, prompt, more)` yields those of a stream, as they come.
import * as expect from './expect.mjs';
import { scenarios } from './scenarios.mjs';

export const retry = (say) => ({
  async retry(at) {
    expect.text(await say({ ...at, retries: 2 }, at.retryPrompt));
  },
});

export const cut = (pieces) => ({
  async cut(at) {
    const found = [];
    const error = await expect.thrown(() => all(pieces(at, scenarios.cut), found));
    expect.partOf(found);
    return expect.told(error);
  },
});

/** `classes` has the error of each status, `bad` is what no server takes. An answer and a stream are refused alike. */
export function refusals(say, pieces, classes, bad) {
  const asked = {
    400: (ask, at) => ask(at, scenarios.refused, bad),
    401: (ask, at) => ask({ ...at, apiKey: scenarios.wrongKey }, scenarios.text),
    404: (ask, at) => ask({ ...at, model: scenarios.unknownModel }, scenarios.text),
  };
  const refusal = ([status, type]) => [
    status,
    async (at) => {
      await expect.failure(() => asked[status](say, at), type, Number(status));
      await expect.failure(() => all(asked[status](pieces, at)), type, Number(status));
    },
  ];
  return Object.fromEntries(Object.entries(classes).map(refusal));
}

/** `told(error)` is whether the user can tell it from another refusal: unless it is given, as OpenAI tells it. */
export const tooLong = (say, type, told = byCode) => ({
  async 'too long'(at) {
    const error = await expect.failure(() => say(at, at.longPrompt), type, 400);
    expect.assert.ok(told(error), error.message);
  },
});

const byCode = ({ code, message }) => code === 'context_length_exceeded' || /maximum context length/.test(message);

export async function all(pieces, found = []) {
  for await (const piece of pieces) found.push(piece);
  return found;
}
