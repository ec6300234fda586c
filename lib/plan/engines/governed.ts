import { Problems } from '../problems';
import { flagOf } from './vllm-options';

/** Refuses further arguments for what a prop governs: twice said is contradicted sooner or later. */
export function governed(
  problems: Problems,
  extra: readonly string[],
  owners: Readonly<Record<string, string>>,
): readonly string[] {
  for (const flag of extra.map(flagOf)) {
    const owner = Object.hasOwn(owners, flag) ? owners[flag] : undefined;
    if (owner !== undefined) problems.add(`"extraArgs" must not hold ${flag}: it comes from ${owner}`);
  }
  return extra;
}
