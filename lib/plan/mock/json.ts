import { Problems } from '../problems';

/** Names that stand in double braces in every template, beside what the fixture's own regular expressions catch. */
const COMMON = ['last', 'system', 'toolResult', 'model', 'turn', 'reply'];

/** JSON in which the texts are templates. */
export function checkTemplates(problems: Problems, prop: string, value: unknown, caught: readonly string[]): void {
  const known = [...COMMON, ...caught];
  const walk = (at: string, part: unknown, around: readonly unknown[]): void => {
    if (typeof part === 'string') return checkTemplate(problems, at, part, known);
    const circle = around.includes(part);
    const plain = isJson(part) && !circle;
    problems.require(plain, at, 'JSON', circle ? 'what it is in' : part);
    if (!plain || typeof part !== 'object') return;
    for (const [key, member] of Object.entries(part ?? {})) {
      const inside = Array.isArray(part) ? `${at}[${key}]` : `${at}.${key}`;
      // JSON leaves out what is undefined, but not in a list.
      if (member !== undefined || Array.isArray(part)) walk(inside, member, [...around, part]);
    }
  };
  walk(prop, value, []);
}

function checkTemplate(problems: Problems, prop: string, text: string, known: readonly string[]): void {
  for (const [slot, name = ''] of text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g))
    problems.require(known.includes(name), prop, `a template with the names ${known.join(', ')}`, slot);
}

/** As far as it is no text and what is in it is not looked at: what JSON would change or drop is none. */
function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'boolean' || Array.isArray(value)) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  const plain = Object.prototype.toString.call(value) === '[object Object]';
  return plain && typeof (value as { toJSON?: unknown }).toJSON !== 'function';
}
