import { dashboard } from '../../../lib/plan/dashboard';
import type { Identity } from '../../../lib/plan/identity';

const uidOf = (name: string, namespace: string) =>
  (JSON.parse(dashboard({ name, namespace } as Identity, [])) as { uid: string }).uid;

test.each([
  ['c', 'dev', 'cdk8s-llm-c-f5fd5be8'],
  ['c', 'prod', 'cdk8s-llm-c-5d405055'],
  ['a-very-long-name-of-a-server-1', 'dev', 'cdk8s-llm-a-very-long-name-of-a-792cf186'],
  ['a-very-long-name-of-a-server-2', 'dev', 'cdk8s-llm-a-very-long-name-of-a-888f83a9'],
])('the dashboard of %s in %s is of no other', (name, namespace, expected) => {
  expect(uidOf(name, namespace)).toBe(expected);
});

test('a uid has the 40 characters that Grafana takes at most', () => {
  expect(uidOf('n'.repeat(63), 'n'.repeat(63))).toHaveLength(40);
});
