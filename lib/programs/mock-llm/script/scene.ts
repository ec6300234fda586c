import { IncomingHttpHeaders } from 'node:http';
import { Dialogue, toolResults } from '../answer/dialogue';

/** A request as fixtures see it. All of it comes from the request alone: there is no state to disagree about. */
export interface Scene {
  readonly model: string;
  readonly dialogue: Dialogue;
  readonly headers: IncomingHttpHeaders;
  /** How often the client's SDK has tried before. */
  readonly retries: number;
}

/** What the user said last. */
export const lastText = ({ dialogue: { messages } }: Scene): string =>
  messages.filter(({ role }) => role === 'user').at(-1)?.text ?? '';

export const systemText = ({ dialogue: { messages } }: Scene): string =>
  messages
    .filter(({ role }) => role === 'system' || role === 'developer')
    .map(({ text }) => text)
    .join('\n');

/** What tools answered since then. */
export const toolText = ({ dialogue: { messages } }: Scene): string => toolResults(messages).join('\n');

/** Also one without a word. */
export const hasToolResult = ({ dialogue: { messages } }: Scene): boolean => toolResults(messages).length > 0;

/** The first answer is turn 1; calls of tools are answers too. */
export const turnOf = ({ dialogue: { messages } }: Scene): number =>
  1 + messages.filter(({ role }, index) => role === 'assistant' && messages[index - 1]?.role !== 'assistant').length;

/** SDKs of OpenAI and Anthropic count their retries in a header. */
export const RETRY_HEADER = 'x-stainless-retry-count';

export function retriesOf(headers: IncomingHttpHeaders): number {
  const count = Number(headers[RETRY_HEADER] ?? 0);
  return Number.isInteger(count) && count > 0 ? count : 0;
}
