import { Schema } from './schema';

/** Whether the type and the bounds beside an enumeration let one of its values be. */
export function permits(schema: Schema, value: unknown): boolean {
  const types = [schema.type].flat().filter((type) => typeof type === 'string');
  if (types.length > 0 && !types.some((type) => isOf(type, value))) return false;
  const bound = (keyword: string, fallback: number): number =>
    typeof schema[keyword] === 'number' ? schema[keyword] : fallback;
  if (typeof value === 'number')
    return (
      value >= bound('minimum', -Infinity) &&
      value > bound('exclusiveMinimum', -Infinity) &&
      value <= bound('maximum', Infinity) &&
      value < bound('exclusiveMaximum', Infinity)
    );
  if (typeof value !== 'string') return true;
  const length = Array.from(value).length;
  return length >= bound('minLength', 0) && length <= bound('maxLength', Infinity);
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type && value !== null && !Array.isArray(value);
}
