import { closed, handedThrough, type Members, open, strangers } from './members';
import { Problems } from './problems';

/**
 * Of which kind a prop's value is. A compiler asks TypeScript's callers; those who write JavaScript, or read their props
 * from a file, are asked here. The second parameter is never passed: it ties a shape to one type.
 */
export type Shape<T> = (ask: Question, type?: (one: T) => T) => void;

interface Question {
  readonly problems: Problems;
  readonly prop: string;
  readonly given: unknown;
}

/** A shape for every prop: one that is forgotten does not compile. */
export type Fields<Props> = { readonly [Prop in keyof Props]-?: Shape<Props[Prop]> };

/** All kinds first: the rules about values can only be asked of values of the right kind. */
export function checkShape<Props>(problems: Problems, shape: Shape<Props>, given: Props): void {
  shape({ problems, prop: 'props', given });
  problems.throwIfAny();
}

export function kind<T>(allowed: string, is: (given: unknown) => boolean): Shape<T> {
  return ({ problems, prop, given }) => problems.require(is(given), prop, allowed, given);
}

export const text = kind<string>('a string', (given) => typeof given === 'string');
export const number = kind<number>('a number', (given) => typeof given === 'number');
export const flag = kind<boolean>('true or false', (given) => typeof given === 'boolean');

/** What a rule of its own looks at, whatever it is. */
export const any = (): void => undefined;

/** An object of another library, known by a member that only its class has. */
export const known = <T>(allowed: string, member: string, type: string): Shape<T> =>
  kind(allowed, (given) => isObject(given) && typeof (given as Record<string, unknown>)[member] === type);

/** A word of an enumeration. */
export function oneOf<T extends string>(...words: `${T}`[]): Shape<T> {
  return kind(`one of ${words.map((word) => `"${word}"`).join(', ')}`, (given) => words.includes(given as `${T}`));
}

export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return (question) => {
    if (question.given !== undefined) shape(question);
  };
}

export function list<T>(of: Shape<T>): Shape<T[]> {
  return ({ problems, prop, given }) => {
    if (Array.isArray(given)) given.forEach((one, index) => of({ problems, prop: `${prop}[${index}]`, given: one }));
    else problems.require(false, prop, 'a list', given);
  };
}

export function map<T>(of: Shape<T>): Shape<{ [key: string]: T }> {
  return ({ problems, prop, given }) => {
    if (!isObject(given)) return problems.require(false, prop, 'an object, a value for each key', given);
    for (const [key, one] of Object.entries(given)) of({ problems, prop: `${prop}["${key}"]`, given: one });
  };
}

/** What its caller wrote member by member. @param allowed What stands in the message in place of an object that is none. */
export const struct = <Props>(fields: Fields<Props>, allowed = 'an object'): Shape<Props> =>
  fieldsOf(fields, allowed, closed);

/** What a construct takes. */
export const props = <Props>(fields: Fields<Props>): Shape<Props> => fieldsOf(fields, 'an object', handedThrough);

/** What may be an object of any class, as long as it has these members. */
export const joint = <Props>(fields: Fields<Props>, allowed = 'an object'): Shape<Props> =>
  fieldsOf(fields, allowed, open);

function fieldsOf<Props>(fields: Fields<Props>, allowed: string, members: Members): Shape<Props> {
  return ({ problems, prop, given }) => {
    if (!isObject(given)) return problems.require(false, prop, allowed, given);
    const under = (name: string) => (prop === 'props' ? name : `${prop}.${name}`);
    for (const [name, sentence] of strangers(given, Object.keys(fields), members))
      problems.add(`"${under(name)}" ${sentence}`);
    for (const [name, shape] of Object.entries<(question: Question) => void>(fields))
      shape({ problems, prop: under(name), given: (given as Props)[name as keyof Props] });
  };
}

/** Checks a part of a value, under the name by which its caller knows it; without one, under the value's own. */
type CheckPart = <P>(name: string, given: P | undefined, shape: Shape<P>) => void;

/** A value that the factories of a class make. @param parts What its factories were given. */
export function made<T>(
  by: { readonly prototype: T },
  example: string,
  parts?: (one: T, check: CheckPart) => void,
): Shape<T> {
  return ({ problems, prop, given }) => {
    if (!Object.prototype.isPrototypeOf.call(by.prototype as object, given as object))
      return problems.require(false, prop, `a value such as ${example}`, given);
    parts?.(given as T, (name, part, shape) => shape({ problems, prop: name ? `${prop}.${name}` : prop, given: part }));
  };
}

const isObject = (given: unknown): given is object =>
  typeof given === 'object' && given !== null && !Array.isArray(given);
