import { Problems } from '../problems';

interface Kind {
  readonly name: string;
  readonly holds: (value: string) => boolean;
}

/** What stands behind a flag, by the name that its kind has in the table of flags. */
const KINDS: Readonly<Record<string, Kind>> = {
  whole: { name: 'a whole number', holds: (value) => /^[+-]?\d+$/.test(value) },
  size: {
    name: 'a whole number such as 8192 or 8k',
    holds: (value) => /^([+-]?\d+|\d+(\.\d+)?[kmgt]|\d+[KMGT])$/.test(value),
  },
  number: { name: 'a number', holds: (value) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) },
  json: { name: 'JSON', holds: (value) => parsed(value) !== undefined },
  object: { name: 'a JSON object', holds: (value) => isObject(parsed(value)) },
};

/** @param kind Of the table; `?` at its end stands for "or None". */
export function checkValue(
  problems: Problems,
  flag: string,
  kind: string,
  value: string,
  choices: readonly string[] | undefined,
): void {
  const refuse = (allowed: string) => problems.add(`"extraArgs" must give ${flag} ${allowed}, got "${value}"`);
  if (choices) {
    if (!choices.includes(value)) refuse(`one of ${choices.map((one) => `"${one}"`).join(', ')}`);
    return;
  }
  const known = KINDS[kind.replace('?', '')];
  if (!known || (kind.endsWith('?') && value === 'None') || known.holds(value)) return;
  refuse(known.name);
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
