// How few levels a value of a schema can have: recursion ends by taking the alternative with the fewest.
import { isRecord } from '../shape';

/** Steps for all heights of one schema: beyond them everything counts as endless. */
const BUDGET = 20_000;

export class Heights {
  private left = BUDGET;
  private readonly known = new Map<object, number>();
  private readonly open = new Set<object>();

  constructor(private readonly pointed: (reference: string) => unknown) {}

  /** Infinite where a value would have to contain itself. */
  of(schema: unknown): number {
    if (!isRecord(schema)) return schema === false ? Infinity : 0;
    const known = this.known.get(schema);
    if (known !== undefined) return known;
    if (this.open.has(schema) || this.open.size > 100 || (this.left -= 1) < 0) return Infinity;
    this.open.add(schema);
    const height = this.measured(schema);
    this.open.delete(schema);
    // What is endless within an open schema need not be so outside of it.
    if (height < Infinity || this.open.size === 0) this.known.set(schema, height);
    return height;
  }

  private measured(schema: Readonly<Record<string, unknown>>): number {
    if ('const' in schema || 'enum' in schema) return 0;
    const parts = [
      ...(typeof schema.$ref === 'string' ? [this.of(this.pointed(schema.$ref))] : []),
      ...listed(schema.allOf).map((part) => this.of(part)),
      ...[schema.anyOf, schema.oneOf].flatMap((choices) =>
        Array.isArray(choices) ? [Math.min(...choices.map((choice) => this.of(choice)))] : [],
      ),
      ...inner(schema).map((part) => 1 + this.of(part)),
    ];
    return parts.reduce((highest, part) => Math.max(highest, part), 0);
  }
}

/** What no value can do without. */
function inner(schema: Readonly<Record<string, unknown>>): readonly unknown[] {
  const { properties, minItems } = schema;
  const members = isRecord(properties)
    ? listed(schema.required).map((key) => (Object.hasOwn(properties, String(key)) ? properties[String(key)] : {}))
    : [];
  const items = typeof minItems === 'number' && minItems > 0 ? [...listed(schema.prefixItems), schema.items] : [];
  return [...members, ...items, ...(isRecord(properties) || 'items' in schema ? [{}] : [])];
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
