import { Cache } from '../../../lib/programs/mock-llm/cache';

const kept = (cache: Cache<number>, keys: string[]) => keys.filter((key) => cache.get(key) !== undefined);

test('what is used stays, what is not goes, and no more is kept than fits', () => {
  const cache = new Cache<number>(8);
  const keys = Array.from({ length: 100 }, (_, index) => `key ${index}`);
  keys.forEach((key, index) => {
    cache.set(key, index, 1);
    cache.get('key 0');
  });
  expect(cache.get('key 0')).toBe(0);
  expect(kept(cache, keys).length).toBeLessThanOrEqual(8);
  expect(cache.get('key 99')).toBe(99);
  expect(cache.get('key 1')).toBeUndefined();
});
