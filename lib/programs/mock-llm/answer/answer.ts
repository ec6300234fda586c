import { Dialogue, Message, ToolCall } from './dialogue';
import { countTokens, firstTokens } from './tokens';

/** What is said, before the request's limits cut it. */
export interface Speech {
  readonly text: string;
  readonly calls: readonly ToolCall[];
}

export interface Answer extends Speech {
  readonly finishReason: 'stop' | 'length' | 'tool_calls';
  /** The stop sequence that ended the text, when one did. */
  readonly stopSequence?: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** The speech as far as stop sequences and the limit of tokens let it come. */
export function limited(
  speech: Speech,
  { stop, maxTokens }: Pick<Dialogue, 'stop' | 'maxTokens'>,
  promptTokens: number,
): Answer {
  const { text: full, stopSequence } = beforeStop(speech.text, stop);
  const { text, tokens } = firstTokens(full, maxTokens);
  const called = text === full ? firstCalls(speech.calls, maxTokens - tokens) : { calls: [], tokens: 0, cut: true };
  const ended = stopSequence === undefined && speech.calls.length > 0 ? 'tool_calls' : 'stop';
  return {
    text,
    calls: stopSequence === undefined ? called.calls : [],
    finishReason: called.cut ? 'length' : ended,
    stopSequence: called.cut ? undefined : stopSequence,
    promptTokens,
    completionTokens: tokens + called.tokens,
  };
}

export function countPrompt(messages: readonly Message[]): number {
  return messages.reduce((sum, { text, calls = [] }) => sum + countTokens(text) + countCalls(calls), 0);
}

const countCalls = (calls: readonly ToolCall[]): number =>
  calls.reduce((sum, { name, arguments: json }) => sum + countTokens(name) + countTokens(json), 0);

/** The calls that begin within the limit; the last of them may break off inside its arguments. */
function firstCalls(
  calls: readonly ToolCall[],
  limit: number,
): { readonly calls: ToolCall[]; readonly tokens: number; readonly cut: boolean } {
  const kept: ToolCall[] = [];
  let tokens = 0;
  for (const { name, arguments: json } of calls) {
    tokens += countTokens(name);
    if (tokens > limit) return { calls: kept, tokens: limit, cut: true };
    const part = firstTokens(json, limit - tokens);
    tokens += part.tokens;
    kept.push({ name, arguments: part.text });
    if (part.text !== json) return { calls: kept, tokens, cut: true };
  }
  return { calls: kept, tokens, cut: false };
}

/** The text before whichever sequence comes first. */
function beforeStop(text: string, stop: readonly string[]): { readonly text: string; readonly stopSequence?: string } {
  const found = stop.map((sequence) => ({ stopSequence: sequence, at: text.indexOf(sequence) }));
  const [first] = found.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at);
  return first ? { text: text.slice(0, first.at), stopSequence: first.stopSequence } : { text };
}
