/** Names compare without case, blanks and separators. */
export const normalized = (name: string): string => name.toLowerCase().replace(/[^a-z0-9.]/g, '');

/** The names that differ least from what was written. */
export function nearest(text: string, names: readonly string[], amount: number): string[] {
  const wanted = normalized(text);
  const far = new Map(names.map((name) => [name, distance(wanted, normalized(name))]));
  return [...names].sort((one, other) => (far.get(one) ?? 0) - (far.get(other) ?? 0)).slice(0, amount);
}

/** The name that was meant, if it differs in less than every third letter. */
export function meant(text: string, names: readonly string[]): string | undefined {
  const [near] = nearest(text, names, 1);
  if (near === undefined) return undefined;
  const [one, other] = [normalized(text), normalized(near)];
  return distance(one, other) * 3 <= Math.max(one.length, other.length) ? near : undefined;
}

/** Letters to add, drop or change. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
