import flagsByVersion from '../../data/vllm-flags.json';
import { Problems } from '../problems';

const known: Readonly<Record<string, readonly string[]>> = flagsByVersion;

/** Refuses what the engine would refuse when it starts; of another version than those of the table nothing is known. */
export function checkFlags(problems: Problems, args: readonly string[], version: string): void {
  const flags = known[version];
  if (!flags) return;
  // `-1` is a number, and `-O` takes its level in the same word.
  for (const flag of args.filter((arg) => /^-[^\d.O]/.test(arg)).map(flagOf))
    if (!flags.includes(flag.replace(/^--/, '')))
      problems.add(`"extraArgs" must not hold ${flag}: vLLM ${version} has no such flag`);
}

/** `--max_num_seqs=8` and `--compilation-config.mode` as they are listed. */
export const flagOf = (arg: string): string => (arg.split(/[=.]/)[0] ?? '').replace(/_/g, '-');

/** The value behind a flag, in the same word or in the next one; of the last one if it is there twice. */
export function flagValue(args: readonly string[], flag: string): string | undefined {
  const index = args.map(flagOf).lastIndexOf(flag);
  const word = args[index];
  if (word === undefined) return undefined;
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : (args[index + 1] ?? '');
}
