import { checksum } from '../../../lib/plan/checksum';

test('a checksum is sixteen hexadecimal digits and stays what it is', () => {
  expect(checksum({ a: 1 })).toBe('015abd7f5cc57a2d');
});

const pairs = test.each<[string, unknown, unknown, boolean]>;

pairs([
  ['keys in another order', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }, true],
  ['a member that is undefined', { a: 1, b: undefined }, { a: 1 }, true],
  ['another value', { a: 1 }, { a: 2 }, false],
  ['another type', { a: 1 }, { a: '1' }, false],
  ['items in another order', [1, 2], [2, 1], false],
  ['null and an empty object', { a: null }, { a: {} }, false],
])('%s: the same sum is %s', (_, one, other, same) => {
  expect(checksum(one) === checksum(other)).toBe(same);
});
