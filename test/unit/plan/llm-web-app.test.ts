import { Duration } from 'cdk8s';
import { planLlmWebApp } from '../../../lib/plan/llm-web-app';
import type { LlmWebAppProps } from '../../../lib/props/llm-web-app-props';
import { Exposure } from '../../../lib/values/exposure';
import { HealthCheck } from '../../../lib/values/health-check';
import { database, llm } from './backends';
import { programOf, siteOf } from './site';
import { neighbours } from './web-app';

const programs = {
  chatApp: () => programOf('chat-app'),
  databaseInit: () => programOf('database-init'),
  fillSecret: () => programOf('fill-secret'),
};
const planOf = (props: LlmWebAppProps) => planLlmWebApp(siteOf('LlmWebApp'), props, programs);
const reference: LlmWebAppProps = { llm, embeddings: llm, database };
const image = 'acme.io/shop:1.4.0';
const beside: LlmWebAppProps = { image, services: neighbours };
const own: LlmWebAppProps = { image, llm, embeddings: llm, database };

test('without an image it runs the reference chat app on the stock image', () => {
  const { configMaps, deployment } = planOf(reference);
  const [web] = deployment.pod.containers;
  expect(web).toMatchObject({
    image: 'node:22-bookworm-slim',
    command: ['node', '/app/chat-app.js'],
    ports: [{ name: 'http', port: 8000 }],
    startup: { action: { http: '/healthz', port: 'http' } },
    readiness: { action: { http: '/readyz', port: 'http' } },
    liveness: { action: { http: '/healthz', port: 'http' } },
  });
  expect(web?.mounts).toEqual([
    { volume: 'app', path: '/app', readOnly: true },
    { volume: 'tmp', path: '/tmp' },
  ]);
  expect(configMaps.map(({ meta }) => meta.name)).toEqual(['chatbot-app-schema']);
  expect(configMaps[0]?.data['schema.sql']).toContain('passages_1024');
  expect(Object.keys(deployment.pod.annotations).sort()).toEqual([
    'checksum/chat-app',
    'checksum/database-init',
    'checksum/schema',
  ]);
});

test('with an image it runs that, and asks for no program that it does not need', () => {
  const none = () => {
    throw new Error('asked for');
  };
  const plan = planLlmWebApp(siteOf('LlmWebApp'), beside, { chatApp: none, databaseInit: none, fillSecret: none });
  const { containers, init, volumes, annotations, user } = plan.deployment.pod;
  expect(containers).toMatchObject([
    { image, env: [{ name: 'STOCK_URL' }, { name: 'PORT', value: '8000' }], startup: { action: { tcp: 'http' } } },
  ]);
  expect({ init, volumes, annotations, user }).toEqual({
    init: [],
    volumes: [{ name: 'tmp', emptyDir: {} }],
    annotations: {},
    user: 1000,
  });
  expect(plan.configMaps).toEqual([]);
  expect(containers[0]?.command).toBeUndefined();
});

test('an app of its own is started, probed and placed as its image wants it', () => {
  const props = { ...own, command: ['run'], args: ['--fast'], port: 3000, user: 4000, replicas: 3 };
  const healthCheck = HealthCheck.http('/up');
  const { deployment } = planOf({ ...props, healthCheck, env: { MODE: 'x' }, writablePaths: ['/data', '/var/cache'] });
  const [web] = deployment.pod.containers;
  expect(web).toMatchObject({ image, command: ['run'], args: ['--fast'], ports: [{ name: 'http', port: 3000 }] });
  for (const kind of ['startup', 'readiness', 'liveness'] as const)
    expect(web?.[kind]?.action).toEqual({ http: '/up', port: 'http' });
  expect(web?.env.slice(-2)).toEqual([
    { name: 'PORT', value: '3000' },
    { name: 'MODE', value: 'x' },
  ]);
  expect(web?.mounts).toEqual([
    { volume: 'tmp', path: '/tmp' },
    { volume: 'writable-0', path: '/data' },
    { volume: 'writable-1', path: '/var/cache' },
  ]);
  expect(deployment).toMatchObject({ replicas: 3, pod: { user: 4000, group: 4000 } });
});

test('an init container waits for the database, with nothing but what it needs', () => {
  const { init } = planOf({ ...own, schema: 'select 1', databaseTimeout: Duration.seconds(90) }).deployment.pod;
  expect(init).toMatchObject([{ name: 'database-init', command: ['node', '/app/database-init.js'] }]);
  expect(init[0]?.env).toEqual([
    { name: 'PGHOST', value: 'db' },
    { name: 'PGPORT', value: '5432' },
    { name: 'PGDATABASE', value: 'app' },
    { name: 'PGUSER', secret: 'db-app', key: 'user' },
    { name: 'PGPASSWORD', secret: 'db-app', key: 'pass' },
    { name: 'WAIT_SECONDS', value: '90' },
    { name: 'SCHEMA_FILE', value: '/etc/schema/schema.sql' },
  ]);
});

const schemas = test.each<[string, LlmWebAppProps, string | undefined]>;

schemas([
  ['none without a text', own, undefined],
  ['the text that is given', { ...own, schema: 'select 1' }, 'select 1'],
  ['an empty one', { ...own, schema: '' }, ''],
])('the schema of an app of its own: %s', (_, props, sql) => {
  const { configMaps, deployment } = planOf(props);
  const data = { 'schema.sql': sql };
  expect(configMaps.map((config) => config.data)).toEqual(sql === undefined ? [] : [data]);
  expect(deployment.pod.volumes.some(({ name }) => name === 'schema')).toBe(sql !== undefined);
});

const drains = test.each<[string, LlmWebAppProps, graceSeconds: number, timeout: string | undefined]>;
const slow = { ...llm, drain: Duration.minutes(5) };

drains([
  ['the reference app', reference, 40, '30'],
  ['the reference app with a slow LLM', { ...reference, llm: slow }, 310, '300'],
  ['an app of its own without LLM', beside, 40, undefined],
  ['an app of its own with a slow LLM', { ...own, llm: slow }, 310, undefined],
])('an answer may end before the pod does: %s', (_, props, graceSeconds, timeout) => {
  const { pod } = planOf(props).deployment;
  expect(pod.graceSeconds).toBe(graceSeconds);
  const variable = pod.containers[0]?.env.find(({ name }) => name === 'LLM_TIMEOUT_SECONDS');
  expect(variable).toEqual(timeout && { name: 'LLM_TIMEOUT_SECONDS', value: timeout });
});

const exposures = test.each<[string, Exposure | undefined, type: string, port: number, nodePort?: number]>;

exposures([
  ['by default', undefined, 'ClusterIP', 3000, undefined],
  ['inside the cluster', Exposure.clusterIp(), 'ClusterIP', 3000, undefined],
  ['on a port of the nodes', Exposure.nodePort(30_000), 'NodePort', 3000, 30_000],
  ['on some port of the nodes', Exposure.nodePort(), 'NodePort', 3000, undefined],
  ['through a load balancer', Exposure.loadBalancer(), 'LoadBalancer', 80, undefined],
  ['through its port 443', Exposure.loadBalancer({ port: 443 }), 'LoadBalancer', 443, undefined],
])('exposed %s: the Service and the ingress edge', (_, exposure, type, port, nodePort) => {
  const { service, policies } = planOf({ ...beside, port: 3000, exposure });
  expect(service.type).toBe(type);
  expect(service.port).toEqual({ name: 'http', port, nodePort });
  const open = [{ peers: [], ports: [{ port: 3000, protocol: 'TCP' }] }];
  expect(policies[0]?.ingress).toEqual(type === 'ClusterIP' ? [] : open);
});

test('its policies are its own and one at the far end of each backend', () => {
  expect(planOf(own).policies.map(({ meta }) => meta.name)).toEqual([
    'chatbot-app',
    'chatbot-app-to-llm-8000',
    'chatbot-app-to-db-5432',
  ]);
  expect(planOf(beside).policies.map(({ meta }) => meta.name)).toEqual(['chatbot-app']);
});
