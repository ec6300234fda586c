// Reads the bodies of Ollama's API.
import { Dialogue, Format, Message, PLAIN, Tool, ToolCall } from '../answer/dialogue';
import { badRequest } from '../errors';
import {
  anything,
  arrayOf,
  boolean,
  fewTexts,
  integer,
  isRecord,
  nonEmpty,
  object,
  oneOf,
  optional,
  record,
  Shape,
  string,
} from '../shape';
import { stopSequences } from './chat-request';

const call: Shape<ToolCall> = (value, path) => {
  const { name, arguments: given } = object({ function: object({ name: string, arguments: record }) })(
    value,
    path,
  ).function;
  return { name, arguments: JSON.stringify(given) };
};

const message: Shape<Message> = (value, path) => {
  const roles = oneOf('system', 'user', 'assistant', 'tool');
  const shape = object({ role: roles, content: optional(string), tool_calls: optional(arrayOf(call)) });
  const { role, content: text = '', tool_calls: calls } = shape(value, path);
  return calls ? { role, text, calls } : { role, text };
};

const tool: Shape<Tool> = (value, path) => {
  const described = object({ name: nonEmpty(string), description: optional(string), parameters: optional(record) });
  const { name, description, parameters } = object({ function: described })(value, path).function;
  return { name, description: description ?? '', parameters: parameters ?? { type: 'object' } };
};

/** `json`, or a schema; an empty string asks for nothing. */
const format: Shape<Format> = (value, path) => {
  if (isRecord(value)) return { type: 'json_schema', schema: value };
  return { type: oneOf('', 'json')(value, path) === 'json' ? 'json_object' : 'text' };
};

/**
 * Any limit below zero is none; Ollama's own default is -1.
 *
 * @see https://github.com/ollama/ollama/blob/v0.33.0-rc2/llm/llama_server.go `boundedNumPredict`
 */
const options = object({ num_predict: optional(integer(Number.MIN_SAFE_INTEGER)), stop: optional(stopSequences) });

const model: Shape<string> = (value, path) => {
  if (string(value, path) === '') throw badRequest('model is required', path); // Ollama's words
  return value as string;
};

const common = {
  model,
  stream: optional(boolean),
  format: optional(format),
  options: optional(options),
  keep_alive: optional(anything),
};

export interface OllamaRequest {
  readonly model: string;
  readonly dialogue: Dialogue;
  readonly stream: boolean;
}

export function readChat(body: unknown): OllamaRequest {
  const shape = object({ ...common, messages: arrayOf(message), tools: optional(arrayOf(tool)) });
  const { messages, tools = [], ...read } = shape(body, '');
  return request(read, { messages, tools });
}

export function readGenerate(body: unknown): OllamaRequest {
  const {
    prompt = '',
    system,
    ...read
  } = object({ ...common, prompt: optional(string), system: optional(string) })(body, '');
  const told = system === undefined ? [] : [{ role: 'system', text: system }];
  return request(read, { messages: [...told, { role: 'user', text: prompt }] });
}

export function readEmbed(body: unknown, most: number): { model: string; input: string[]; dimensions: number } {
  const input: Shape<string[]> = (value, path) =>
    typeof value === 'string' ? [value] : fewTexts(arrayOf(string))(value, path);
  const read = object({ model, input, dimensions: optional(integer(1, most)) })(body, '');
  return { ...read, dimensions: read.dimensions ?? most };
}

interface Common {
  readonly model: string;
  readonly stream?: boolean;
  readonly format?: Format;
  readonly options?: { readonly num_predict?: number; readonly stop?: string[] };
}

/** Streams unless told not to. */
function request(read: Common, said: Pick<Dialogue, 'messages'> & Partial<Dialogue>): OllamaRequest {
  const limit = read.options?.num_predict ?? -1;
  const dialogue = {
    ...PLAIN,
    ...said,
    format: read.format ?? PLAIN.format,
    stop: read.options?.stop ?? [],
    maxTokens: limit < 0 ? Infinity : limit,
  };
  return { model: read.model, dialogue, stream: read.stream ?? true };
}
