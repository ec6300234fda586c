import { Fault, faultShape } from '../conduct/faults';
import { LatencyOverride, latencyShape } from '../conduct/latency';
import { Failure } from '../errors';
import {
  anything,
  arrayOf,
  closedObject,
  integer,
  Mismatch,
  nonEmpty,
  number,
  optional,
  record,
  Shape,
  string,
} from '../shape';
import { Condition, conditions } from './condition';
import { checkTemplate } from './template';

/** What to answer to which requests. */
export interface Fixture {
  readonly name: string;
  readonly conditions: readonly Condition[];
  readonly answer: Scripted;
}

export interface Scripted {
  /** Templates. */
  readonly text?: string;
  readonly json?: unknown;
  readonly toolCalls: readonly { readonly name: string; readonly arguments: unknown }[];
  readonly error?: Failure;
  readonly latency?: LatencyOverride;
  readonly fault?: Fault;
}

/** Names that every template may use, beside what its own conditions catch. */
export const COMMON_NAMES = ['last', 'system', 'toolResult', 'model', 'turn', 'reply'];

const error = closedObject({
  status: integer(400, 599),
  message: optional(string),
  type: optional(string),
  param: optional(string),
  code: optional(string),
  retryAfterSeconds: optional(number(0, 86_400)),
  times: optional(integer(1)),
});

const call = closedObject({ name: nonEmpty(string), arguments: optional(record) });

const answer = closedObject({
  text: optional(string),
  json: anything,
  toolCalls: optional(nonEmpty(arrayOf(call))),
  error: optional(error),
  latency: optional(latencyShape),
  fault: optional(faultShape),
});

const shape = closedObject({ name: optional(nonEmpty(string)), when: optional(conditions), answer });

const fixture: Shape<Fixture> = (value, path) => {
  const read = shape(value, path);
  const { text, json, toolCalls, error: failing } = read.answer;
  const at = `${path}.answer`;
  const ways = [text ?? toolCalls, json, failing].filter((given) => given !== undefined).length;
  if (ways !== 1)
    throw new Mismatch(at, 'invalid_value', `must have 'text', 'toolCalls' or both, or else 'json' or 'error'`);
  const found = read.when ?? [];
  const known = [...COMMON_NAMES, ...found.flatMap(({ key, names }) => names.map((name) => `${key}.${name}`))];
  checkTemplate({ text, json, toolCalls }, at, known);
  return {
    name: read.name ?? path,
    conditions: found,
    answer: {
      ...read.answer,
      toolCalls: (toolCalls ?? []).map((given) => ({ ...given, arguments: given.arguments ?? {} })),
    },
  };
};

/** In their order: the first that fits answers. Names tell them apart in messages. */
export const fixtures: Shape<Fixture[]> = (value, path) => {
  const read = arrayOf(fixture)(value, path);
  read.forEach(({ name }, index) => {
    const first = read.findIndex((other) => other.name === name);
    if (first < index)
      throw new Mismatch(`${path}[${index}].name`, 'invalid_value', `is that of ${path}[${first}] too`);
  });
  return read;
};

/** Headers that decide between fixtures. */
export function headersOf(given: readonly Fixture[]): string[] {
  const keys = given.flatMap(({ conditions: all }) => all.map(({ key }) => key));
  return [...new Set(keys.flatMap((key) => (key.startsWith('header.') ? [key.slice('header.'.length)] : [])))];
}
