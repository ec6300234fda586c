import { setImmediate as nextTurn } from 'node:timers/promises';
import { Turns } from '../../../lib/programs/mock-llm/conduct/turns';

const started = (turns: Turns, count: number): number[] => {
  const went: number[] = [];
  for (let each = 0; each < count; each += 1) turns.take(() => went.push(each));
  return went;
};
const upTo = (count: number): number[] => Array.from({ length: count }, (_, each) => each);

test('sixteen go on in one turn, the others in those that follow, in their order', async () => {
  const went = started(new Turns(), 40);
  expect(went).toEqual(upTo(16));
  await nextTurn();
  expect(went).toEqual(upTo(32));
  await nextTurn();
  expect(went).toEqual(upTo(40));
});

test('who comes later does not pass those who wait', async () => {
  const turns = new Turns();
  started(turns, 32);
  await nextTurn();
  expect(started(turns, 1)).toEqual([]);
});

test('a turn that nobody waits for has room again', async () => {
  const turns = new Turns();
  started(turns, 16);
  await nextTurn();
  expect(started(turns, 16)).toEqual(upTo(16));
});
