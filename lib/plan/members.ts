import { meant } from '../data/names';

/** What to say to a member that nobody reads, by its name and the names that are still free; nothing, if it may stay. */
export type Members = (name: string, free: readonly string[], known: readonly string[]) => string | undefined;

/** Who wrote it wrote all of it: a member too many is a slip, and without it the rest says something else. */
export const closed: Members = (name, free, known) =>
  handedThrough(name, free, known) ?? `is unknown here; known are ${known.join(', ')}`;

/** A construct of the caller's own hands its props through, with more in them: only what is nearly a known name is a slip. */
export const handedThrough: Members = (name, free) => {
  const near = meant(name, free);
  return near === undefined ? undefined : `is unknown here: did you mean "${near}"?`;
};

/** What is known by some of its members may have others. */
export const open: Members = () => undefined;

/** The members that nobody reads, and what is to be said to them. */
export function strangers(
  given: object,
  known: readonly string[],
  members: Members,
): [name: string, sentence: string][] {
  if (!isPlain(given)) return [];
  const names = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const free = known.filter((name) => !names.includes(name));
  return names
    .filter((name) => !known.includes(name))
    .flatMap((name): [string, string][] => {
      const sentence = members(name, free, known);
      return sentence === undefined ? [] : [[name, sentence]];
    });
}

/** An object of a class has what its class needs. */
function isPlain(given: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(given);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
