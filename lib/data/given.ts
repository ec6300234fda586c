/**
 * What a factory must be given, in one sentence: callers in JavaScript have no compiler that asks.
 *
 * @throws unless `is` holds.
 */
export function given<T>(factory: string, value: T, what: string, is: (value: unknown) => boolean = isObject): T {
  if (is(value)) return value;
  throw new Error(`${factory} must be given ${what}, got ${value === undefined ? 'nothing' : shown(value)}`);
}

export const isText = (value: unknown): boolean => typeof value === 'string';

/** One that has these members, when some are named. */
export const isObject = (value: unknown, ...members: string[]): boolean =>
  typeof value === 'object' &&
  value !== null &&
  members.every((member) => (value as Record<string, unknown>)[member] !== undefined);

function shown(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? typeof value : text.slice(0, 80);
}
