import { programs } from '../programs';
import { parse, synth, synthMain } from '../synth';
import { breaches, rules } from './rules';

const matrix = Object.entries(programs).flatMap(([title, program]) => {
  const objects = synth(program);
  return Object.entries(rules).map(([name, rule]) => [title, name, rule, objects] as const);
});

test.each(matrix)('%s: %s', (_, __, rule, objects) => {
  expect(rule(objects)).toEqual([]);
});

test.each(['', 'production'])(
  'main.ts keeps all rules, variant "%s"',
  async (variant) => {
    const files = [...(await synthMain(variant)).values()];
    expect(breaches(files.flatMap((file) => parse(file)))).toEqual([]);
  },
  60_000,
);
