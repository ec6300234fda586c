import { hash32 } from './hash';

export interface Logprob {
  readonly token: string;
  readonly logprob: number;
  readonly bytes: readonly number[];
}

export interface TokenLogprob extends Logprob {
  readonly top_logprobs: readonly Logprob[];
}

/** What a model might have said instead. */
const OTHERS = ' the, a, of, and, to, in, is, that, it, for, on, as, with, was, at, by, not, or, but, be, an'.split(
  ',',
);

/** Made up, but steady: the token that was said is the likeliest, the others fall off behind it. */
export function logprob(token: string, top: number): TokenLogprob {
  const said = entry(token, -(hash32(token) % 500) / 1000);
  const others = OTHERS.includes(token) ? ranked(OTHERS.filter((other) => other !== token)) : USUAL;
  return { ...said, top_logprobs: [said, ...others].slice(0, top) };
}

const ranked = (tokens: readonly string[]): Logprob[] => tokens.map((token, rank) => entry(token, -2 - rank / 2));

const entry = (token: string, value: number): Logprob => ({ token, logprob: value, bytes: [...Buffer.from(token)] });

/** Made once: a long answer has them at every token. */
const USUAL = ranked(OTHERS);
