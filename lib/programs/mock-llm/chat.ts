// Wire format: POST /v1/chat/completions
import { Answer, answer } from './answer';
import { Call, Reply } from './call';
import { badRequest, unknownModel } from './errors';
import { Identity } from './identity';
import { Message } from './prompt';
import {
  arrayOf,
  boolean,
  integer,
  nonEmpty,
  number,
  object,
  oneOf,
  optional,
  Shape,
  string,
  wrongType,
} from './shape';
import { tokenize } from './tokens';

/** Images and sounds are accepted and, having no words, say nothing. */
const part: Shape<string> = (value, path) => {
  const { type, text } = object({ type: string, text: optional(string) })(value, path);
  return type === 'text' ? string(text, `${path}.text`) : '';
};

const content: Shape<string> = (value, path) => {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) throw wrongType(value, path, 'a string or an array of parts');
  return arrayOf(part)(value, path).filter(Boolean).join('\n');
};

const message: Shape<Message> = (value, path) => {
  const roles = oneOf('system', 'developer', 'user', 'assistant', 'tool', 'function');
  const { role, content: text } = object({ role: roles, content })(value, path);
  return { role, text };
};

const stop: Shape<string[]> = (value, path) => {
  const sequence = nonEmpty(string);
  return Array.isArray(value) ? arrayOf(sequence)(value, path) : [sequence(value, path)];
};

const request = object({
  model: string,
  messages: nonEmpty(arrayOf(message)),
  stream: optional(boolean),
  stream_options: optional(object({ include_usage: optional(boolean) })),
  max_tokens: optional(integer(1)),
  max_completion_tokens: optional(integer(1)),
  stop: optional(stop),
  // There is one choice and it is text; to say so is better than to answer something else than was asked for.
  n: optional(oneOf(1)),
  response_format: optional(object({ type: oneOf('text') })),
  // A mock has nothing to vary, but what a real server would refuse is refused.
  temperature: optional(number(0, 2)),
  top_p: optional(number(0, 1)),
});

export function createChatCompletion({ config, identity, body }: Call): Reply {
  const { model, messages, stream, stream_options: options, ...limits } = request(body, '');
  if (!config.models.includes(model)) throw unknownModel(model, config.models);
  if (options && !stream)
    throw badRequest(`'stream_options' needs 'stream' to be true`, 'stream_options', 'invalid_value');

  const given = answer({
    messages,
    stop: limits.stop ?? [],
    maxTokens: limits.max_completion_tokens ?? limits.max_tokens ?? Infinity,
  });
  if (stream)
    return { events: chunks(head(identity, model, 'chat.completion.chunk'), given, options?.include_usage ?? false) };
  const choice = { index: 0, message: { role: 'assistant', content: given.text, refusal: null }, logprobs: null };
  return {
    json: {
      ...head(identity, model, 'chat.completion'),
      choices: [{ ...choice, finish_reason: given.finishReason }],
      usage: usage(given),
    },
  };
}

/** The role, the text piece by piece, the reason to end, and the usage when it was asked for. */
function* chunks(head: object, given: Answer, includeUsage: boolean): Iterable<object> {
  const chunk = (delta: object, finishReason: string | null = null) => ({
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
    ...(includeUsage ? { usage: null } : {}),
  });
  yield chunk({ role: 'assistant', content: '' });
  for (const piece of tokenize(given.text)) yield chunk({ content: piece });
  yield chunk({}, given.finishReason);
  if (includeUsage) yield { ...head, choices: [], usage: usage(given) };
}

const head = ({ hash, created }: Identity, model: string, kind: string): object => ({
  id: `chatcmpl-${hash}`,
  object: kind,
  created,
  model,
});

const usage = ({ promptTokens, completionTokens }: Answer): object => ({
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
});
