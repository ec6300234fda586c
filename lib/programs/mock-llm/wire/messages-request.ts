// Reads the body of Anthropic's POST /v1/messages and /v1/messages/count_tokens.
import { Dialogue, Format, Message, Tool, ToolCall } from '../answer/dialogue';
import {
  arrayOf,
  boolean,
  integer,
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
import { checkedChoice, stopList } from './chat-request';

const text: Shape<string> = (value, path) => {
  const { type, text: said } = object({ type: string, text: optional(string) })(value, path);
  return type === 'text' ? string(said, `${path}.text`) : '';
};

/** A string, or blocks of which those with words count. */
const words: Shape<string> = (value, path) => {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) throw wrongType(value, path, 'a string or an array of blocks');
  return arrayOf(text)(value, path).filter(Boolean).join('\n');
};

const call: Shape<ToolCall[]> = (value, path) => {
  if (object({ type: string })(value, path).type !== 'tool_use') return [];
  const { name, input } = object({ name: string, input: record })(value, path);
  return [{ name, arguments: JSON.stringify(input) }];
};

const result: Shape<Message[]> = (value, path) => {
  if (object({ type: string })(value, path).type !== 'tool_result') return [];
  return [{ role: 'tool', text: object({ content: optional(words) })(value, path).content ?? '' }];
};

/** Results of tools come inside a message of the user; to the mock they are messages of their own, before its words. */
const message: Shape<Message[]> = (value, path) => {
  const read = object({ role: oneOf('user', 'assistant'), content: words })(value, path);
  const { content } = value as { content: unknown };
  if (!Array.isArray(content)) return [{ role: read.role, text: read.content }];
  const at = `${path}.content`;
  if (read.role === 'assistant') {
    const calls = arrayOf(call)(content, at).flat();
    return [{ role: 'assistant', text: read.content, ...(calls.length > 0 ? { calls } : {}) }];
  }
  const results = arrayOf(result)(content, at).flat();
  return results.length > 0 && !read.content ? results : [...results, { role: 'user', text: read.content }];
};

const tool: Shape<Tool[]> = (value, path) => {
  const shape = object({ name: nonEmpty(string), description: optional(string), input_schema: optional(record) });
  const { name, description, input_schema: parameters } = shape(value, path);
  // Tools that Anthropic runs on its own side have a type and no schema.
  return parameters ? [{ name, description: description ?? '', parameters }] : [];
};

const toolChoice = object({
  type: oneOf('auto', 'any', 'tool', 'none'),
  name: optional(string),
  disable_parallel_tool_use: optional(boolean),
});

const format: Shape<Format> = (value, path) => {
  const { type, schema } = object({ type: oneOf('json_schema'), schema: record })(value, path);
  return { type, schema };
};

const conversation = {
  model: string,
  messages: nonEmpty(arrayOf(message)),
  system: optional(words),
  tools: optional(arrayOf(tool)),
  tool_choice: optional(toolChoice),
};

const shape = object({
  ...conversation,
  max_tokens: integer(1),
  stop_sequences: optional(stopList),
  stream: optional(boolean),
  output_format: optional(format),
  output_config: optional(object({ format: optional(format) })),
  temperature: optional(number(0, 1)),
  top_p: optional(number(0, 1)),
  top_k: optional(integer(0)),
});

export interface MessagesRequest {
  readonly model: string;
  readonly dialogue: Dialogue;
  readonly stream: boolean;
}

export function readMessagesRequest(body: unknown): MessagesRequest {
  const read = shape(body, '');
  const tools = (read.tools ?? []).flat();
  const { type = 'auto', name = '', disable_parallel_tool_use: single } = read.tool_choice ?? {};
  const choice = ({ auto: 'auto', none: 'none', any: 'required', tool: { name } } as const)[type];
  return {
    model: read.model,
    dialogue: {
      messages: messagesOf(read),
      tools,
      toolChoice: checkedChoice(choice, tools),
      parallelCalls: !single,
      format: read.output_config?.format ?? read.output_format ?? { type: 'text' },
      stop: read.stop_sequences ?? [],
      maxTokens: read.max_tokens,
    },
    stream: read.stream ?? false,
  };
}

export function readCountRequest(body: unknown): { readonly model: string; readonly messages: readonly Message[] } {
  const read = object(conversation)(body, '');
  return { model: read.model, messages: messagesOf(read) };
}

function messagesOf({ system, messages }: { system?: string; messages: Message[][] }): Message[] {
  return [...(system === undefined ? [] : [{ role: 'system', text: system }]), ...messages.flat()];
}
