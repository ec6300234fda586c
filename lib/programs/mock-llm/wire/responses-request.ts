// Reads the body of POST /v1/responses.
import { Dialogue, Format, Message, Tool } from '../answer/dialogue';
import { badRequest } from '../errors';
import {
  arrayOf,
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
import { checkedChoice } from './chat-request';

/** Texts of the user, of the model and of tools; images and files are accepted and say nothing. */
const part: Shape<string> = (value, path) => {
  const { type, text } = object({ type: string, text: optional(string) })(value, path);
  return /^(?:input_|output_)?text$/.test(type) ? string(text, `${path}.text`) : '';
};

const content: Shape<string> = (value, path) => {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) throw wrongType(value, path, 'a string or an array of parts');
  return arrayOf(part)(value, path).filter(Boolean).join('\n');
};

const roles = oneOf('user', 'assistant', 'system', 'developer');

/** Messages, calls and their outputs; what else there is (reasoning, references) has no words. */
const item: Shape<Message[]> = (value, path) => {
  const { type = 'message' } = object({ type: optional(string) })(value, path);
  if (type === 'message') {
    const { role, content: text } = object({ role: roles, content })(value, path);
    return [{ role, text }];
  }
  if (type === 'function_call')
    return [{ role: 'assistant', text: '', calls: [object({ name: string, arguments: string })(value, path)] }];
  if (type === 'function_call_output') return [{ role: 'tool', text: object({ output: content })(value, path).output }];
  return [];
};

const input: Shape<Message[]> = (value, path) => {
  if (typeof value === 'string') return [{ role: 'user', text: value }];
  if (!Array.isArray(value)) throw wrongType(value, path, 'a string or an array of items');
  return nonEmpty(arrayOf(item))(value, path).flat();
};

/** Tools that OpenAI runs on its own side are accepted and not there. */
const tool: Shape<Tool[]> = (value, path) => {
  if (object({ type: string })(value, path).type !== 'function') return [];
  const shape = object({ name: nonEmpty(string), description: optional(string), parameters: optional(record) });
  const { name, description, parameters } = shape(value, path);
  return [{ name, description: description ?? '', parameters: parameters ?? { type: 'object' } }];
};

const toolChoice: Shape<Dialogue['toolChoice']> = (value, path) => {
  if (!isRecord(value)) return oneOf('auto', 'none', 'required')(value, path);
  return { name: object({ type: oneOf('function'), name: string })(value, path).name };
};

const format: Shape<Format> = (value, path) => {
  const { type } = object({ type: oneOf('text', 'json_object', 'json_schema') })(value, path);
  return type === 'json_schema' ? { type, schema: object({ schema: record })(value, path).schema } : { type };
};

const shape = object({
  model: string,
  input,
  instructions: optional(string),
  stream: optional(boolean),
  max_output_tokens: optional(integer(1)),
  tools: optional(arrayOf(tool)),
  tool_choice: optional(toolChoice),
  parallel_tool_calls: optional(boolean),
  text: optional(object({ format: optional(format) })),
  previous_response_id: optional(string),
  temperature: optional(number(0, 2)),
  top_p: optional(number(0, 1)),
});

export interface ResponsesRequest {
  readonly model: string;
  readonly dialogue: Dialogue;
  readonly stream: boolean;
  /** What a response repeats of its request, as it came. */
  readonly given: Readonly<Record<string, unknown>>;
}

export function readResponsesRequest(body: unknown): ResponsesRequest {
  const read = shape(body, '');
  if (read.previous_response_id !== undefined)
    throw badRequest(
      `'previous_response_id' names a response, but none is kept here: send the whole conversation as 'input'`,
      'previous_response_id',
      'previous_response_not_found',
    );
  const tools = (read.tools ?? []).flat();
  const system = read.instructions === undefined ? [] : [{ role: 'system', text: read.instructions }];
  return {
    model: read.model,
    dialogue: {
      messages: [...system, ...read.input],
      tools,
      toolChoice: checkedChoice(read.tool_choice ?? 'auto', tools),
      parallelCalls: read.parallel_tool_calls ?? true,
      format: read.text?.format ?? { type: 'text' },
      stop: [],
      maxTokens: read.max_output_tokens ?? Infinity,
    },
    stream: read.stream ?? false,
    given: body as Record<string, unknown>,
  };
}
