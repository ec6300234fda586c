import { Cache } from '../../../lib/programs/mock-llm/cache';

const keys = Array.from({ length: 100 }, (_, index) => `key ${index}`);

test('what comes once is not kept, what comes twice is', () => {
  const cache = new Cache<number>(1000);
  cache.offer('a', 7, 1, 1);
  expect(cache.get('a')).toBeUndefined();
  cache.offer('a', 7, 1, 1);
  expect(cache.get('a')).toBe(1);
});

test('what is used stays, what is not goes, and no more is kept than fits', () => {
  const cache = new Cache<number>(8);
  keys.forEach((key, index) => {
    cache.offer(key, index + 1, index, 1);
    cache.offer(key, index + 1, index, 1);
    cache.get('key 0');
  });
  expect(cache.get('key 0')).toBe(0);
  expect(cache.get('key 99')).toBe(99);
  expect(cache.get('key 1')).toBeUndefined();
  expect(keys.filter((key) => cache.get(key) !== undefined).length).toBeLessThanOrEqual(8);
});
