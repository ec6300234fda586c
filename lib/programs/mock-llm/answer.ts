import { extract } from './extract';
import { Message, readPrompt } from './prompt';
import { countTokens, firstTokens } from './tokens';

/** A request for text, freed from the wire format that it came in. */
export interface Request {
  readonly messages: readonly Message[];
  readonly stop: readonly string[];
  readonly maxTokens: number;
}

export interface Answer {
  readonly text: string;
  readonly finishReason: 'stop' | 'length';
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** Pure: the same request has the same answer, on every replica and after every restart. */
export function answer({ messages, stop, maxTokens }: Request): Answer {
  const full = beforeStop(reply(messages), stop);
  const { text, tokens } = firstTokens(full, maxTokens);
  return {
    text,
    finishReason: text === full ? 'stop' : 'length',
    promptTokens: messages.reduce((sum, message) => sum + countTokens(message.text), 0),
    completionTokens: tokens,
  };
}

/** What the context says; without context the question comes back, so that one sees what arrived. */
function reply(messages: readonly Message[]): string {
  const { question, passages, hasContext } = readPrompt(messages);
  const found = extract(question, passages);
  if (found) return found;
  if (hasContext) return 'The context does not contain an answer to this question.';
  return `(mock) You said: ${question}`;
}

function beforeStop(text: string, stop: readonly string[]): string {
  return stop.reduce((kept, sequence) => kept.split(sequence, 1)[0]!, text);
}
