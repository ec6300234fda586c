import { closedObject, isRecord, Mismatch, optional, Shape, string, wrongType } from '../shape';

/** A text that fits, and what its groups caught: `1`, `2`, … and names. */
export type Captures = Readonly<Record<string, string>>;

export interface TextMatch {
  /** In words, for messages. */
  readonly says: string;
  readonly names: readonly string[];
  match(text: string): Captures | undefined;
}

/** A plain string is the whole text; `{ contains }` a part of it; `{ regex, flags }` a pattern. */
export const textMatch: Shape<TextMatch> = (value, path) => {
  if (typeof value === 'string') return exactly(value);
  if (!isRecord(value)) throw wrongType(value, path, 'a string or an object');
  const shape = closedObject({
    exact: optional(string),
    contains: optional(string),
    regex: optional(string),
    flags: optional(string),
  });
  const { exact, contains, regex, flags } = shape(value, path);
  if ([exact, contains, regex].filter((given) => given !== undefined).length !== 1)
    throw new Mismatch(path, 'invalid_value', `must have one of 'exact', 'contains' and 'regex'`);
  if (flags !== undefined && regex === undefined) throw new Mismatch(`${path}.flags`, 'invalid_value', `needs 'regex'`);
  if (exact !== undefined) return exactly(exact);
  return contains === undefined ? pattern(regex!, flags, path) : containing(contains);
};

const exactly = (wanted: string): TextMatch => ({
  says: `is ${JSON.stringify(wanted)}`,
  names: [],
  match: (text) => (text === wanted ? {} : undefined),
});

const containing = (wanted: string): TextMatch => ({
  says: `contains ${JSON.stringify(wanted)}`,
  names: [],
  match: (text) => (text.includes(wanted) ? {} : undefined),
});

function pattern(source: string, flags: string | undefined, path: string): TextMatch {
  const expression = compiled(source, flags, path);
  const every = new RegExp(`${source}|`, expression.flags).exec('')!;
  const capturesOf = (match: RegExpExecArray): Captures => {
    const groups: [string, string | undefined][] = [
      ...match.slice(1).map((text, index): [string, string | undefined] => [String(index + 1), text]),
      ...Object.entries(match.groups ?? {}),
    ];
    // A group that took no part caught nothing.
    return Object.fromEntries(groups.map(([name, text]) => [name, text ?? '']));
  };
  return {
    says: `matches ${expression}`,
    names: Object.keys(capturesOf(every)),
    match: (text) => {
      const match = expression.exec(text);
      return match ? capturesOf(match) : undefined;
    },
  };
}

/** Without the flags that make an expression remember where it was. */
function compiled(source: string, flags = 'u', path: string): RegExp {
  if (/[gy]/.test(flags)) throw new Mismatch(`${path}.flags`, 'invalid_value', `must not have "g" or "y"`);
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new Mismatch(`${path}.regex`, 'invalid_value', `is no regular expression: ${(error as Error).message}`);
  }
}
