import { Problems } from '../problems';
import { flagOf } from './vllm-options';

/** Why nobody may add a flag, by the flag. */
export type Refused = Readonly<Record<string, string>>;

/** Where the value comes from: twice said is contradicted sooner or later. */
export const from = (owner: string): string => `it comes from ${owner}`;

export const ONE_POD = 'a replica is one pod by itself';
export const PLAIN = 'the Service and the probes speak plain HTTP to its port';
export const ANY_FLAG = 'a file could hold any flag';
export const ENDS = 'it would end at once';

export const refusal = (flag: string, why: string): string => `"extraArgs" must not hold ${flag}: ${why}`;

export const shortFor = (meant: string): string => `it could be short for ${meant}; write flags in full`;

/** Refuses further arguments for what the library governs. */
export function governed(problems: Problems, extra: readonly string[], refused: Refused): readonly string[] {
  for (const flag of extra.map(flagOf)) {
    const why = Object.hasOwn(refused, flag) ? refused[flag] : undefined;
    if (why !== undefined) problems.add(refusal(flag, why));
  }
  return extra;
}

/** The same of a parser that takes the beginning of a flag for the flag, as Python's argparse does. */
export function governedInShort(problems: Problems, extra: readonly string[], refused: Refused): readonly string[] {
  for (const flag of extra.map(flagOf)) {
    if (!flag.startsWith('--') || Object.hasOwn(refused, flag)) continue;
    const meant = Object.keys(refused).find((one) => one.startsWith(flag));
    if (meant !== undefined) problems.add(refusal(flag, shortFor(meant)));
  }
  return governed(problems, extra, refused);
}
