// Wire format: POST /v1/completions
import { Answer } from '../answer/answer';
import { PLAIN } from '../answer/dialogue';
import { logprob } from '../answer/logprobs';
import { checkSize } from '../answer/size';
import { tokenize } from '../answer/tokens';
import { Call, Reply, Work } from '../call';
import { badRequest } from '../errors';
import { generate } from '../generate';
import {
  arrayOf,
  boolean,
  fewTexts,
  integer,
  nonEmpty,
  number,
  object,
  optional,
  Shape,
  string,
  wrongType,
} from '../shape';
import { stopSequences } from './chat-request';
import { EVENT_STREAM, untilDone } from './frames';

/** Text, token ids, or many of one kind. Without the vocabulary ids can only be named. */
const prompts: Shape<string[]> = (value, path) => {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) throw wrongType(value, path, 'a string, an array of strings or arrays of token ids');
  const ids: Shape<string> = (given, at) => nonEmpty(arrayOf(integer(0)))(given, at).join(' ');
  if (typeof value[0] === 'number') return [ids(value, path)];
  return nonEmpty(fewTexts(arrayOf(Array.isArray(value[0]) ? ids : string)))(value, path);
};

const shape = object({
  model: string,
  prompt: prompts,
  stream: optional(boolean),
  stream_options: optional(object({ include_usage: optional(boolean) })),
  max_tokens: optional(integer(1)),
  stop: optional(stopSequences),
  n: optional(integer(1, 128)),
  logprobs: optional(integer(0, 5)),
  echo: optional(boolean),
  temperature: optional(number(0, 2)),
  top_p: optional(number(0, 1)),
});

export function createCompletion(call: Call): Reply {
  const { model, n = 1, ...read } = shape(call.body, '');
  const { stream, stream_options: options } = read;
  if (options && !stream)
    throw badRequest(`'stream_options' needs 'stream' to be true`, 'stream_options', 'invalid_value');
  const limits = { stop: read.stop ?? [], maxTokens: read.max_tokens ?? Infinity };
  const given = read.prompt.map((text) => ({
    ...generate(call, model, { ...PLAIN, ...limits, messages: [{ role: 'user', text }] }, n),
    prompt: read.echo ? text : '',
  }));
  const sizes = given.map(({ answer, prompt }) => ({
    characters: prompt.length + answer.text.length,
    tokens: answer.completionTokens + (prompt ? answer.promptTokens : 0),
  }));
  checkSize(sizes, n, read.logprobs);
  const works = given.map(({ work }) => work);
  const choices = given.flatMap(({ answer, prompt }) => Array.from({ length: n }, () => ({ ...answer, prompt })));
  const { hash, created } = call.identity;
  const head = { id: `cmpl-${hash}`, object: 'text_completion', created, model };
  const work = { ...works[0]!, ...totals(works), n: choices.length };

  if (stream) {
    const frames = untilDone(chunks(head, choices, read.logprobs, options?.include_usage ? usage(work) : undefined));
    return { frames, contentType: EVENT_STREAM, work };
  }
  const whole = choices.map((choice, index) => {
    const text = choice.prompt + choice.text;
    return { index, text, logprobs: logprobs(tokenize(text), read.logprobs, 0), finish_reason: choice.finishReason };
  });
  return { json: { ...head, choices: whole, usage: usage(work) }, work };
}

type Choice = Answer & { readonly prompt: string };

function* chunks(head: object, choices: readonly Choice[], top: number | undefined, used?: object): Iterable<object> {
  const noUsage = used ? { usage: null } : {};
  for (const [index, { prompt, text, finishReason }] of choices.entries()) {
    let offset = 0;
    for (const piece of tokenize(prompt + text)) {
      const choice = { index, text: piece, logprobs: logprobs([piece], top, offset), finish_reason: null };
      yield { ...head, choices: [choice], ...noUsage };
      offset += piece.length;
    }
    yield { ...head, choices: [{ index, text: '', logprobs: null, finish_reason: finishReason }], ...noUsage };
  }
  if (used) yield { ...head, choices: [], usage: used };
}

/** The older form: parallel lists. */
function logprobs(pieces: Iterable<string>, top: number | undefined, start: number): object | null {
  if (top === undefined) return null;
  const tokens = Array.from(pieces, (piece) => logprob(piece, top));
  let at = start;
  return {
    tokens: tokens.map(({ token }) => token),
    token_logprobs: tokens.map((token) => token.logprob),
    top_logprobs: tokens.map((token) => Object.fromEntries(token.top_logprobs.map((one) => [one.token, one.logprob]))),
    text_offset: tokens.map(({ token }) => (at += token.length) - token.length),
  };
}

const totals = (works: readonly Work[]): Pick<Work, 'promptTokens' | 'completionTokens'> => ({
  promptTokens: works.reduce((sum, { promptTokens }) => sum + promptTokens, 0),
  completionTokens: works.reduce((sum, { completionTokens }) => sum + completionTokens, 0),
});

const usage = ({ promptTokens, completionTokens }: Work): object => ({
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
});
