// A stand-in for a tokenizer: word pieces of up to eight letters, single symbols, each with up to eight spaces before it.
// Streams send them one by one, usage counts them, `max_tokens` cuts after them; joined they are the text again.

const LONGEST = 8;

export function* tokenize(text: string): Iterable<string> {
  let start = 0;
  while (start < text.length) yield text.slice(start, (start = endOfPiece(text, start)));
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
  let tokens = 0;
  let end = 0;
  for (; tokens < limit && end < text.length; tokens += 1) end = endOfPiece(text, end);
  return { end, tokens };
}

/** White space and then letters or one symbol; never inside a code point. */
function endOfPiece(text: string, start: number): number {
  let end = start;
  while (end < text.length && end - start < LONGEST && kindAt(text, end) === SPACE) end += 1;
  if (end === text.length || kindAt(text, end) === SPACE) return end;
  if (kindAt(text, end) === SYMBOL) return end + width(text, end);
  for (let letters = 0; letters < LONGEST && end < text.length && kindAt(text, end) === LETTER; letters += 1)
    end += width(text, end);
  return end;
}

const SPACE = 1;
const LETTER = 2;
const SYMBOL = 3;

/** Of the characters that came up so far, by their UTF-16 unit: looking them up is faster than any expression. */
const kinds = new Uint8Array(2 ** 16);

const kindAt = (text: string, at: number): number => kinds[text.charCodeAt(at)] || kindOf(text.codePointAt(at)!);

function kindOf(point: number): number {
  const character = String.fromCodePoint(point);
  const kind = /\s/.test(character) ? SPACE : /[\p{L}\p{M}\p{N}]/u.test(character) ? LETTER : SYMBOL;
  if (character.length === 1 && !isHalf(point)) kinds[point] = kind;
  return kind;
}

/** Of a pair, which says nothing about the other pairs that it may begin. */
const isHalf = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

const width = (text: string, at: number): number =>
  isHalf(text.charCodeAt(at)) && text.codePointAt(at)! > 0xffff ? 2 : 1;
