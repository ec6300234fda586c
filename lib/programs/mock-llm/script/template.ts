import { Mismatch } from '../shape';

/** Values by the names that stand in double braces. */
export type Values = (name: string) => string;

const SLOT = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Fills every text in a JSON value. Quotes do no harm, because JSON is written only after that. */
export function filled(template: unknown, values: Values): unknown {
  if (typeof template === 'string')
    return template.includes('{{') ? template.replace(SLOT, (_, name: string) => values(name)) : template;
  if (Array.isArray(template)) return template.map((item) => filled(item, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, filled(value, values)]));
}

/** A slip in a name is found when the file is read, not when the answer is missing. */
export function checkTemplate(template: unknown, path: string, known: readonly string[]): void {
  if (typeof template === 'string')
    for (const [slot, name] of template.matchAll(SLOT))
      if (!known.includes(name!))
        throw new Mismatch(path, 'invalid_value', `has ${slot}; known are ${known.join(', ')}`);
  if (typeof template !== 'object' || template === null) return;
  for (const [key, value] of Object.entries(template))
    checkTemplate(value, Array.isArray(template) ? `${path}[${key}]` : `${path}.${key}`, known);
}
