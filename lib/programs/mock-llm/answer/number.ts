import { Schema } from './schema';

/** The first of the likely numbers that keeps all bounds. */
export function numberIn(schema: Schema, turn: number, whole: boolean): number {
  const bound = (key: string, fallback: number): number => (typeof schema[key] === 'number' ? schema[key] : fallback);
  const [least, above] = [bound('minimum', -Infinity), bound('exclusiveMinimum', -Infinity)];
  const [most, below] = [bound('maximum', Infinity), bound('exclusiveMaximum', Infinity)];
  const step = bound('multipleOf', whole ? 1 : 0);
  const low = Math.max(least, above);
  const high = Math.min(most, below);
  const fits = (value: number): boolean =>
    Number.isFinite(value) &&
    value >= least &&
    value > above &&
    value <= most &&
    value < below &&
    (!whole || Number.isInteger(value)) &&
    (step === 0 || Number.isInteger(value / step));
  const grid = step || 1;
  const onGrid = [Math.ceil(low / grid) * grid, Math.floor(high / grid) * grid];
  const likely = [0, ...onGrid, ...onGrid.flatMap((at) => [at + grid, at - grid]), low, high, (low + high) / 2];
  const first = likely.find(fits) ?? 0;
  return [first + turn * grid, first - turn * grid, first + turn / 1024].find(fits) ?? first;
}
