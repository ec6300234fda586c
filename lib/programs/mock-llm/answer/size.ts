// How large an answer may be: few bytes can ask for many, and a pod has little memory.
import { badRequest } from '../errors';

/** In characters, by an estimate: what is made, its JSON and its bytes are several times that for a moment. */
export const MOST_CHARACTERS = 16 * 2 ** 20;

/** What a choice says beside its text, and a token beside its likelihood. */
const PER_CHOICE = 256;
const PER_LOGPROB = 80;

export interface Size {
  readonly characters: number;
  readonly tokens: number;
}

/** Refuses `n` choices of each before they are written; `top` is how many alternatives each token has, if any. */
export function checkSize(sizes: readonly Size[], n: number, top: number | undefined): void {
  const perToken = top === undefined ? 0 : (top + 1) * PER_LOGPROB;
  checkCharacters(sizes.reduce((sum, size) => sum + n * (PER_CHOICE + size.characters + size.tokens * perToken), 0));
}

export function checkCharacters(characters: number): void {
  if (characters > MOST_CHARACTERS)
    throw badRequest(`The answer would be too long: more than ${MOST_CHARACTERS} characters`);
}
