// Reads untrusted JSON: a shape takes a value and its path, and returns it typed or throws a Mismatch.

export type Shape<T> = (value: unknown, path: string) => T;

/** The codes that OpenAI's API gives to parameters that it refuses. */
export type MismatchCode =
  'missing_required_parameter' | 'invalid_type' | 'invalid_value' | 'array_above_max_length' | 'unknown_parameter';

export class Mismatch extends Error {
  constructor(
    readonly path: string,
    readonly code: MismatchCode,
    problem: string,
  ) {
    super(path ? `'${path}' ${problem}` : `the top level ${problem}`);
  }
}

export const string: Shape<string> = (value, path) => {
  if (typeof value !== 'string') throw wrongType(value, path, 'a string');
  return value;
};

export const boolean: Shape<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw wrongType(value, path, 'a boolean');
  return value;
};

export const anything: Shape<unknown> = (value) => value;

export const record: Shape<Record<string, unknown>> = (value, path) => {
  if (!isRecord(value)) throw wrongType(value, path, 'an object');
  return value;
};

export const number =
  (min: number, max: number): Shape<number> =>
  (value, path) => {
    if (typeof value !== 'number') throw wrongType(value, path, 'a number');
    if (value < min || value > max) throw wrongValue(value, path, `a number from ${min} to ${max}`);
    return value;
  };

export const integer =
  (min: number, max = Number.MAX_SAFE_INTEGER): Shape<number> =>
  (value, path) => {
    if (typeof value !== 'number') throw wrongType(value, path, 'an integer');
    const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
    if (!Number.isInteger(value) || value < min || value > max) throw wrongValue(value, path, `an integer ${range}`);
    return value;
  };

export const oneOf =
  <T extends string | number>(...allowed: readonly T[]): Shape<T> =>
  (value, path) => {
    const match = allowed.find((candidate) => candidate === value);
    if (match !== undefined) return match;
    const expected = allowed.map((candidate) => JSON.stringify(candidate)).join(' or ');
    throw typeof value === typeof allowed[0]
      ? wrongValue(value as T, path, expected)
      : wrongType(value, path, expected);
  };

export const nonEmpty =
  <T extends { readonly length: number }>(shape: Shape<T>): Shape<T> =>
  (value, path) => {
    const read = shape(value, path);
    if (read.length === 0) throw new Mismatch(path, 'invalid_value', 'must not be empty');
    return read;
  };

/**
 * As many as OpenAI embeds at once. In the other lists of texts, too, more would fill the memory with answers.
 *
 * @see https://github.com/openai/openai-openapi/blob/main/openapi.yaml `CreateEmbeddingRequest`
 */
const MOST_TEXTS = 2048;

/** Looks at the number before it looks at the items. */
export const atMost =
  (most: number) =>
  <T>(shape: Shape<T>): Shape<T> =>
  (value, path) => {
    if (Array.isArray(value) && value.length > most)
      throw new Mismatch(path, 'array_above_max_length', `must have at most ${most} items, but has ${value.length}`);
    return shape(value, path);
  };

export const fewTexts = atMost(MOST_TEXTS);

export const arrayOf =
  <T>(item: Shape<T>): Shape<T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) throw wrongType(value, path, 'an array');
    return value.map((element, index) => item(element, `${path}[${index}]`));
  };

/** Members beyond the named ones are ignored: clients send more than a mock cares for. */
export function object<T extends object>(members: { readonly [K in keyof T]: Shape<T[K]> }): Shape<T> {
  const entries = Object.entries<Shape<unknown>>(members);
  // A copy of something that has all members is faster than one that gets them one by one.
  const blank = Object.fromEntries(entries.map(([key]) => [key, undefined]));
  return (value, path) => {
    if (!isRecord(value)) throw wrongType(value, path, 'an object');
    const read: Record<string, unknown> = { ...blank };
    for (const [key, shape] of entries) {
      const member = shape(value[key], join(path, key));
      if (member !== undefined) read[key] = member;
    }
    return read as T;
  };
}

/** Members beyond the named ones are errors: in a file that a person wrote they are slips. */
export const closedObject =
  <T extends object>(members: { readonly [K in keyof T]: Shape<T[K]> }): Shape<T> =>
  (value, path) => {
    const read = object(members)(value, path);
    const unknown = Object.keys(value as object).find((key) => !(key in members));
    if (unknown === undefined) return read;
    const known = Object.keys(members).join(', ');
    throw new Mismatch(join(path, unknown), 'unknown_parameter', `is unknown here; known are ${known}`);
  };

/** Left out and `null` are the same, as they are to OpenAI. */
export const optional =
  <T>(shape: Shape<T>): Shape<T | undefined> =>
  (value, path) =>
    value === undefined || value === null ? undefined : shape(value, path);

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function wrongType(value: unknown, path: string, expected: string): Mismatch {
  if (value === undefined)
    return new Mismatch(path, 'missing_required_parameter', `is required and must be ${expected}`);
  return new Mismatch(path, 'invalid_type', `must be ${expected}, but is ${kind(value)}`);
}

function wrongValue(value: string | number, path: string, expected: string): Mismatch {
  const given = JSON.stringify(value);
  const short = given.length > 60 ? `${given.slice(0, 60)}…` : given;
  return new Mismatch(path, 'invalid_value', `must be ${expected}, but is ${short}`);
}

function kind(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

const join = (path: string, key: string): string => (path ? `${path}.${key}` : key);
