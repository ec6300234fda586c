import { networkPolicy } from '../../../lib/manifest/network-policy';
import type { ServiceConnection } from '../../../lib/props/service-connection';
import { containerOf, expectProblems, planApp } from './web-app';

const orders = (over: Partial<ServiceConnection> = {}): ServiceConnection => ({ name: 'orders', port: 80, ...over });
const planOf = (...services: ServiceConnection[]) => planApp({ services });
const shop = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } };
const connects = test.each<[string, ServiceConnection, [string, string], peer: object, port: number]>;

connects([
  ['of the own namespace', orders(), ['ORDERS_URL', 'http://orders.chatbot.svc:80'], { podSelector: {} }, 80],
  [
    'whose pods listen elsewhere',
    orders({ targetPort: 8080, labels: { app: 'orders' } }),
    ['ORDERS_URL', 'http://orders.chatbot.svc:80'],
    { podSelector: { matchLabels: { app: 'orders' } } },
    8080,
  ],
  [
    'of another namespace',
    { name: 'orders-service', namespace: 'shop', port: 8080 },
    ['ORDERS_SERVICE_URL', 'http://orders-service.shop.svc:8080'],
    { ...shop, podSelector: {} },
    8080,
  ],
  [
    'under a variable of its own',
    orders({ variable: 'SHOP' }),
    ['SHOP', 'http://orders.chatbot.svc:80'],
    { podSelector: {} },
    80,
  ],
])('a Service %s is found by its variable and reached on its port', (_, service, [name, value], peer, port) => {
  const plan = planOf(service);
  expect(containerOf(plan).env[0]).toEqual({ name, value });
  const [policy, ...others] = plan.policies.map((one) => networkPolicy(one).body as any);
  expect(policy.spec.egress[1]).toEqual({ to: [peer], ports: [{ port, protocol: 'TCP' }] });
  expect(others).toEqual([]);
});

const refuses = test.each<[string, ServiceConnection[], ...string[]]>;
const whole = 'must be a whole number from 1 to 65535';

refuses([
  [
    'a host name',
    [orders({ name: 'orders.shop' })],
    '"services.name" must be the name of a Service, without its namespace, got "orders.shop"',
  ],
  [
    'ports and a namespace that are none',
    [orders({ namespace: 'Shop', port: 0, targetPort: 65536 })],
    '"services["orders"].namespace" must be the name of a namespace, got "Shop"',
    `"services["orders"].port" ${whole}, got 0`,
    `"services["orders"].targetPort" ${whole}, got 65536`,
  ],
  [
    'a label with a space, a variable with one',
    [orders({ labels: { a: 'b c' }, variable: 'A B' })],
    '"services["orders"].labels["a"]" must be at most 63 letters, digits, "-", "_", ".", got "b c"',
    '"services["orders"].variable" must be an environment variable name, got "A B"',
  ],
  [
    'two Services under one variable',
    [orders(), orders({ namespace: 'shop' })],
    '"services" gives the name ORDERS_URL twice',
  ],
])('%s is refused', (_, services, ...problems) => {
  expectProblems({ services }, ...problems);
});

test('two Services of one name live side by side under two variables', () => {
  expectProblems({ services: [orders(), orders({ namespace: 'shop', variable: 'SHOP_ORDERS_URL' })] });
});

test('a variable of a Service cannot be set again', () => {
  expectProblems(
    { services: [orders()], env: { ORDERS_URL: 'x' } },
    '"env" must not set ORDERS_URL: the backends do; rename theirs in "services"',
  );
});
