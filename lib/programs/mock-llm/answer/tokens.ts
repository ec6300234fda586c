// A stand-in for a tokenizer: word pieces of up to eight letters, single symbols, each with the space before it.
// Streams send them one by one, usage counts them, `max_tokens` cuts after them; joined they are the text again.

/** With the `u` flag no piece ends inside a code point. */
const PIECE = /\s*(?:[\p{L}\p{M}\p{N}]{1,8}|[^\s\p{L}\p{M}\p{N}])|\s+/gu;

export function* tokenize(text: string): Iterable<string> {
  for (const [piece] of text.matchAll(PIECE)) yield piece;
}

export function countTokens(text: string): number {
  return measure(text, Infinity).tokens;
}

/** The longest beginning of the text that has at most so many tokens. */
export function firstTokens(text: string, limit: number): { readonly text: string; readonly tokens: number } {
  const { end, tokens } = measure(text, limit);
  return { text: text.slice(0, end), tokens };
}

/** Counts without keeping: a prompt may have millions of tokens. */
function measure(text: string, limit: number): { end: number; tokens: number } {
  const piece = new RegExp(PIECE);
  let tokens = 0;
  let end = 0;
  while (tokens < limit && piece.test(text)) {
    tokens += 1;
    end = piece.lastIndex;
  }
  return { end, tokens };
}
