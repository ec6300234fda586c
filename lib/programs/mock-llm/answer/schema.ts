// Reads JSON schemas: what a schema says once its references and alternatives are resolved.
import { Heights } from './height';

export type Schema = Readonly<Record<string, unknown>>;

/** Below this a recursive schema gets only what it requires. */
export const DEEP = 5;

/** Steps that one schema may take to resolve, so that one made to explode does not. */
const BUDGET = 20_000;
const MOST_NESTED = 100;

export class Resolver {
  private left = BUDGET;
  private readonly heights = new Heights((reference) => this.pointed(reference));

  constructor(private readonly root: unknown) {}

  get exhausted(): boolean {
    return this.left <= 0;
  }

  /** References followed, `allOf` united, the first possible alternative taken. */
  resolve(given: unknown, depth: number, nested = 0): Schema {
    this.left -= 1;
    if (!isSchema(given) || this.exhausted || nested > MOST_NESTED) return {};
    const { $ref, allOf, anyOf, oneOf, ...own } = given;
    const choices = [anyOf, oneOf].filter((schemas) => Array.isArray(schemas)) as unknown[][];
    const further = [
      ...(typeof $ref === 'string' ? [this.pointed($ref)] : []),
      ...(Array.isArray(allOf) ? (allOf as unknown[]) : []),
      ...choices.map((schemas) => this.alternative(schemas, depth)),
    ];
    return further.map((schema) => this.resolve(schema, depth, nested + 1)).reduce(united, own);
  }

  /** One that is not null and, deep down or when half of the budget is spent, the one that ends soonest. */
  private alternative(schemas: readonly unknown[], depth: number): unknown {
    const possible = schemas.filter((schema) => schema !== false);
    if (depth < DEEP && this.left > BUDGET / 2) return possible.find((schema) => !isNull(schema)) ?? possible[0];
    const heights = possible.map((schema) => (isNull(schema) ? -1 : this.heights.of(schema)));
    return possible[heights.indexOf(Math.min(...heights))];
  }

  private pointed(reference: string): unknown {
    const keys = reference.replace(/^#\/?/, '').split('/').filter(Boolean);
    return keys.reduce<unknown>((at, key) => {
      const name = decode(key).replaceAll('~1', '/').replaceAll('~0', '~');
      return typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? (at as Schema)[name] : undefined;
    }, this.root);
  }
}

/** Where the type is not named, the other keywords tell it. */
export function typeOf(schema: Schema): unknown {
  const { type } = schema;
  if (Array.isArray(type)) return type.find((name) => name !== 'null') ?? 'null';
  if (type !== undefined) return type;
  const speaksOf = (...keywords: string[]): boolean => keywords.some((keyword) => keyword in schema);
  if (speaksOf('properties', 'required', 'additionalProperties', 'minProperties')) return 'object';
  if (speaksOf('items', 'prefixItems', 'minItems')) return 'array';
  return speaksOf('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf') ? 'number' : 'string';
}

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNull = (schema: unknown): boolean => isSchema(schema) && (schema.type === 'null' || schema.const === null);

/** Members of the later schema win, but properties and requirements add up, and the tighter bound holds. */
function united(sum: Schema, schema: Schema): Schema {
  const both: Record<string, unknown> = { ...sum, ...schema };
  if (isSchema(sum.properties) && isSchema(schema.properties))
    both.properties = { ...sum.properties, ...schema.properties };
  if (Array.isArray(sum.required) && Array.isArray(schema.required))
    both.required = [...(sum.required as unknown[]), ...(schema.required as unknown[])];
  for (const [keyword, tighter] of BOUNDS) {
    const bounds = [sum[keyword], schema[keyword]].filter((bound) => typeof bound === 'number');
    if (bounds.length > 0) both[keyword] = tighter(...bounds);
  }
  return both;
}

const BOUNDS: readonly (readonly [string, (...bounds: number[]) => number])[] = [
  ...['minimum', 'exclusiveMinimum', 'minLength', 'minItems'].map((keyword) => [keyword, Math.max] as const),
  ...['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'].map((keyword) => [keyword, Math.min] as const),
];

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
