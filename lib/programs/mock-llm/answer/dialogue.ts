/** A request for text, freed from the wire format that it came in. */
export interface Dialogue {
  readonly messages: readonly Message[];
  readonly tools: readonly Tool[];
  /** `required` means any of them; an object names the one. */
  readonly toolChoice: 'auto' | 'none' | 'required' | { readonly name: string };
  readonly parallelCalls: boolean;
  readonly format: Format;
  readonly stop: readonly string[];
  readonly maxTokens: number;
}

export interface Message {
  readonly role: string;
  readonly text: string;
  /** What an assistant asked for in an earlier turn. */
  readonly calls?: readonly ToolCall[];
}

export interface Tool {
  readonly name: string;
  readonly description: string;
  /** A JSON schema. */
  readonly parameters: unknown;
}

export interface ToolCall {
  readonly name: string;
  /** JSON, as text: a model may be cut off in the middle of it. */
  readonly arguments: string;
}

export type Format =
  { readonly type: 'text' | 'json_object' } | { readonly type: 'json_schema'; readonly schema: unknown };

/** What is asked for when nothing but messages is given. */
export const PLAIN: Omit<Dialogue, 'messages'> = {
  tools: [],
  toolChoice: 'auto',
  parallelCalls: true,
  format: { type: 'text' },
  stop: [],
  maxTokens: Infinity,
};

/** What tools answered since the user last spoke. */
export function toolResults(messages: readonly Message[]): readonly string[] {
  const asked = messages.map(({ role }) => role).lastIndexOf('user');
  return messages.slice(asked + 1).flatMap(({ role, text }) => (role === 'tool' || role === 'function' ? [text] : []));
}
