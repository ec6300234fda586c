// A value that a JSON schema accepts, always the same one: structured output and the arguments of tools.
import { FORMATS } from './formats';
import { numberIn } from './number';
import { Patience } from './patience';
import { matching } from './pattern';
import { permits } from './permits';
import { DEEP, isSchema, Resolver, Schema, typeOf } from './schema';
import { checkCharacters } from './size';

/** What strings are made of where the schema leaves them free. */
export interface Ideas {
  readonly question: string;
  readonly text: string;
}

/** A schema that asks for more than this, or for endless depth, gets less than it asks for. */
const MOST_ITEMS = 1_000;
const MOST_CHARACTERS = 1_000_000;
const DEEPEST = 40;

/** Heeds all keywords but `not`, `if`, `contains`, `patternProperties` and `propertyNames`. */
export function sample(schema: unknown, ideas: Ideas, patience = new Patience()): unknown {
  return new Sampler(new Resolver(schema), ideas, patience).value(schema, 'value', 0, 0);
}

class Sampler {
  private room = MOST_CHARACTERS;
  private size = 0;
  private readonly matched = new Map<unknown, string>();

  constructor(
    private readonly resolver: Resolver,
    private readonly ideas: Ideas,
    private readonly patience: Patience,
  ) {}

  /** `turn` tells the items of one array apart. */
  value(given: unknown, name: string, turn: number, depth: number): unknown {
    const schema = this.resolver.resolve(given, depth);
    if (depth > DEEPEST || this.resolver.exhausted) return null;
    if ('const' in schema) return this.given(schema.const);
    if (Array.isArray(schema.enum) && schema.enum.length > 0) {
      const possible = schema.enum.filter((one) => permits(schema, one));
      const values: unknown[] = possible.length > 0 ? possible : schema.enum;
      return this.given(values[turn % values.length]);
    }
    switch (typeOf(schema)) {
      case 'object':
        return this.object(schema, depth);
      case 'array':
        return this.array(schema, name, turn, depth);
      case 'integer':
        return numberIn(schema, turn, true);
      case 'number':
        return numberIn(schema, turn, false);
      case 'boolean':
        return turn % 2 === 0;
      case 'null':
        return null;
      default:
        return this.string(schema, name, turn);
    }
  }

  private object(schema: Schema, depth: number): object {
    const properties = isSchema(schema.properties) ? schema.properties : {};
    const required = Array.isArray(schema.required) ? schema.required.filter((key) => typeof key === 'string') : [];
    const possible = Object.keys(properties).filter((key) => properties[key] !== false);
    const names = new Set(depth < DEEP ? [...possible, ...required] : required);
    const least = Math.min(count(schema.minProperties), MOST_ITEMS);
    for (const key of possible) if (names.size < least) names.add(key);
    for (let more = 1; names.size < least; more += 1) names.add(`key${more}`);
    const entries = [...names].map((key) => {
      this.given(key);
      const own = Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties;
      return [key, this.value(own, key, 0, depth + 1)] as const;
    });
    return Object.fromEntries(entries);
  }

  private array(schema: Schema, name: string, turn: number, depth: number): unknown[] {
    const { items, prefixItems } = schema;
    const first = (Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : []) as unknown[];
    const rest = Array.isArray(items) ? schema.additionalItems : items;
    const wanted = depth < DEEP ? Math.max(first.length, rest === false ? 0 : 1) : 0;
    const least = Math.max(count(schema.minItems), Math.min(wanted, count(schema.maxItems, Infinity)));
    const item = (_: unknown, index: number) => this.value(first[index] ?? rest, name, turn + index, depth + 1);
    return Array.from({ length: Math.min(least, MOST_ITEMS) }, item);
  }

  private string(schema: Schema, name: string, turn: number): string {
    const least = Math.min(count(schema.minLength), this.room);
    const most = count(schema.maxLength, Infinity);
    const made =
      typeof schema.pattern === 'string'
        ? this.matching(schema.pattern, [least, most], turn)
        : FORMATS[String(schema.format)]?.(turn);
    if (made !== undefined) return this.given(made);
    // What tells items apart stands where a limit does not cut it off.
    const idea = turn > 0 ? `${turn + 1} ${this.idea(name)}` : this.idea(name);
    const points = Array.from(idea).slice(0, Math.min(most, this.room));
    const text = points.join('') + '.'.repeat(Math.max(0, least - points.length));
    this.room -= text.length;
    return text;
  }

  /** What the schema says word for word may come many times. */
  private given<T>(value: T): T {
    this.size += typeof value === 'string' ? value.length : JSON.stringify(value).length;
    checkCharacters(this.size);
    return value;
  }

  /** Where patience has run out, what matched before has to do once more. */
  private matching(pattern: string, bounds: readonly [number, number], turn: number): string | undefined {
    const key = JSON.stringify([pattern, ...bounds]);
    const text = matching(pattern, bounds, turn, this.patience) ?? this.matched.get(key);
    if (text !== undefined) this.matched.set(key, text);
    return text;
  }

  /** Names say what is meant: a search gets the question, an answer gets the answer. */
  private idea(name: string): string {
    if (/quer|question|search|input|prompt|^q$/i.test(name)) return this.ideas.question;
    if (/answer|text|content|message|response|repl|summary|explanation|output|result/i.test(name))
      return this.ideas.text;
    return name;
  }
}

const count = (value: unknown, fallback = 0): number => (typeof value === 'number' && value >= 0 ? value : fallback);
