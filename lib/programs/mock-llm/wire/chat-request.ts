// Reads the body of POST /v1/chat/completions.
import { Dialogue, Format, Message, Tool } from '../answer/dialogue';
import { badRequest } from '../errors';
import {
  anything,
  arrayOf,
  atMost,
  boolean,
  integer,
  isRecord,
  nonEmpty,
  number,
  object,
  oneOf,
  optional,
  record,
  Shape,
  string,
  wrongType,
} from '../shape';

/** Images, sounds and files are accepted and, having no words, say nothing. */
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

const toolCall = object({ function: object({ name: string, arguments: string }) });

const messageShape = object({
  role: oneOf('system', 'developer', 'user', 'assistant', 'tool', 'function'),
  content,
  tool_calls: optional(arrayOf(toolCall)),
});

const message: Shape<Message> = (value, path) => {
  const { role, content: text, tool_calls: calls } = messageShape(value, path);
  return calls ? { role, text, calls: calls.map((call) => call.function) } : { role, text };
};

const toolShape = object({
  type: oneOf('function'),
  function: object({ name: nonEmpty(string), description: optional(string), parameters: optional(record) }),
});

const tool: Shape<Tool> = (value, path) => {
  const { name, description, parameters } = toolShape(value, path).function;
  return { name, description: description ?? '', parameters: parameters ?? { type: 'object' } };
};

const toolChoice: Shape<Dialogue['toolChoice']> = (value, path) => {
  if (!isRecord(value)) return oneOf('auto', 'none', 'required')(value, path);
  return object({ type: oneOf('function'), function: object({ name: string }) })(value, path).function;
};

const format: Shape<Format> = (value, path) => {
  const { type } = object({ type: oneOf('text', 'json_object', 'json_schema') })(value, path);
  if (type !== 'json_schema') return { type };
  const described = object({ json_schema: object({ name: optional(string), schema: optional(record) }) });
  return { type, schema: described(value, path).json_schema.schema ?? {} };
};

/** OpenAI takes four, vLLM any number; every one is looked for in the whole text. */
const MOST_STOPS = 64;

export const stopList: Shape<string[]> = atMost(MOST_STOPS)(arrayOf(nonEmpty(string)));

export const stopSequences: Shape<string[]> = (value, path) =>
  Array.isArray(value) ? stopList(value, path) : [nonEmpty(string)(value, path)];

/** @see https://github.com/openai/openai-openapi/blob/main/openapi.yaml `CreateChatCompletionRequest` has the bounds. */
const shape = object({
  model: string,
  messages: nonEmpty(arrayOf(message)),
  stream: optional(boolean),
  stream_options: optional(object({ include_usage: optional(boolean) })),
  max_tokens: optional(integer(1)),
  max_completion_tokens: optional(integer(1)),
  stop: optional(stopSequences),
  n: optional(integer(1, 128)),
  logprobs: optional(boolean),
  top_logprobs: optional(integer(0, 20)),
  tools: optional(arrayOf(tool)),
  tool_choice: optional(toolChoice),
  parallel_tool_calls: optional(boolean),
  response_format: optional(format),
  // A mock has nothing to vary, but what a real server would refuse is refused.
  seed: optional(integer(Number.MIN_SAFE_INTEGER)),
  temperature: optional(number(0, 2)),
  top_p: optional(number(0, 1)),
  presence_penalty: optional(number(-2, 2)),
  frequency_penalty: optional(number(-2, 2)),
  metadata: optional(anything),
});

export interface ChatRequest {
  readonly model: string;
  readonly dialogue: Dialogue;
  readonly n: number;
  /** How many alternatives to each token; undefined when no logprobs were asked for. */
  readonly logprobs?: number;
  readonly stream: boolean;
  readonly includeUsage: boolean;
}

export function readChatRequest(body: unknown): ChatRequest {
  const read = shape(body, '');
  const { tools = [], stream, stream_options: options, logprobs, top_logprobs: top } = read;
  if (options && !stream)
    throw badRequest(`'stream_options' needs 'stream' to be true`, 'stream_options', 'invalid_value');
  if (top !== undefined && !logprobs)
    throw badRequest(`'top_logprobs' needs 'logprobs' to be true`, 'top_logprobs', 'invalid_value');
  return {
    model: read.model,
    dialogue: {
      messages: read.messages,
      tools,
      toolChoice: checkedChoice(read.tool_choice ?? 'auto', tools),
      parallelCalls: read.parallel_tool_calls ?? true,
      format: read.response_format ?? { type: 'text' },
      stop: read.stop ?? [],
      maxTokens: read.max_completion_tokens ?? read.max_tokens ?? Infinity,
    },
    n: read.n ?? 1,
    logprobs: logprobs ? (top ?? 0) : undefined,
    stream: stream ?? false,
    includeUsage: options?.include_usage ?? false,
  };
}

/** A tool that must be called has to be there. */
export function checkedChoice(choice: Dialogue['toolChoice'], tools: readonly Tool[]): Dialogue['toolChoice'] {
  const missing =
    typeof choice === 'object'
      ? !tools.some(({ name }) => name === choice.name)
      : choice === 'required' && tools.length === 0;
  if (missing)
    throw badRequest(`'tool_choice' asks for a tool that is not among 'tools'`, 'tool_choice', 'invalid_value');
  return choice;
}
