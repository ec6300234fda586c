import { podsOfDeployment } from '../../../lib/plan/series';

/** Names as the API server makes them: it cuts what comes before the random word at 58 characters. */
const podOf = (deployment: string, hash: string) => `${`${deployment}-${hash}-`.slice(0, 58)}x7k2p`;
const matches = (deployment: string, pod: string) => new RegExp(`^(?:${podsOfDeployment(deployment)})$`).test(pod);
const named = (length: number) => 'chat-'.padEnd(length, 'a');
const hashes = ['7d9f8c6b54', '7d9f8c6b5', '7d9f8c6b', '7d9f8c6'];
const lengths = Array.from({ length: 58 }, (_, index) => index + 6);

test.each([
  [46, `${named(46)}-[a-z0-9]+-[a-z0-9]+`],
  [47, `${named(47)}-([a-z0-9]{15}|[a-z0-9]{1,9}-[a-z0-9]{5})`],
  [55, `${named(55)}-([a-z0-9]{7}|[a-z0-9]{1,1}-[a-z0-9]{5})`],
  [56, `${named(56)}-[a-z0-9]{6}`],
  [57, `${named(57)}-[a-z0-9]{5}`],
  [58, `${named(58)}[a-z0-9]{5}`],
  [63, `${named(58)}[a-z0-9]{5}`],
])('the pods of a Deployment whose name has %i characters', (length, expected) => {
  expect(podsOfDeployment(named(length))).toBe(expected);
});

test.each(lengths)('a name of %i characters finds its pods, whatever the API server cuts', (length) => {
  expect(hashes.filter((hash) => !matches(named(length), podOf(named(length), hash)))).toEqual([]);
});

test.each([
  ['chat', 'chat-b'],
  [named(46), `${named(46)}b`],
  [named(47), `${named(47)}-b`],
  [named(50), `${named(50)}-b`],
  [named(50), `${named(50)}b`],
  [named(54), `${named(54)}-b`],
  [named(54), `${named(54)}b`],
])('%s finds no pods of %s', (name, longer) => {
  expect(hashes.filter((hash) => matches(name, podOf(longer, hash)))).toEqual([]);
});

test('a long name finds no pod of a StatefulSet or a Job beside it', () => {
  const pods = [`${named(50)}-0`, `${named(50)}-download-1a2b3c4d-x7k2p`];
  expect(pods.filter((pod) => matches(named(50), pod))).toEqual([]);
});
