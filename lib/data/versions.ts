/** Whether a version such as `0.17.1` or `0.18.0rc1` comes before another, by its first three numbers. */
export function isBefore(version: string, other: string): boolean {
  const [one, two] = [numbersOf(version), numbersOf(other)];
  const index = one.findIndex((number, place) => number !== two[place]);
  return index >= 0 && (one[index] ?? 0) < (two[index] ?? 0);
}

const numbersOf = (version: string): number[] =>
  [0, 1, 2].map((place) => Number(/\d+/.exec(version.split('.')[place] ?? '')?.[0] ?? 0));
