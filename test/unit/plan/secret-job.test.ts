import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { planVectorDb } from '../../../lib/plan/vector-db';
import type { PlatformProps } from '../../../lib/props/platform-props';
import type { VectorDbStatefulSetProps } from '../../../lib/props/vector-db-props';
import { KubernetesVersion } from '../../../lib/values/kubernetes-version';
import { accountNamed, programOf, refusal, secretNamed, siteOf, verdict } from './site';

interface Around {
  readonly program?: string;
  readonly platform?: PlatformProps;
}

function planOf(props: VectorDbStatefulSetProps = {}, { program, platform }: Around = {}) {
  const site = siteOf('VectorDbStatefulSet', {}, platform);
  const { secretJob } = planVectorDb(site, props, () => programOf('fill-secret', program));
  if (!secretJob) throw new Error('the password is not made by a Job');
  return secretJob;
}

test('the Job fills the Secret of the database, with a token and without DNS', () => {
  const { meta, secret, policy, job } = planOf({ database: 'shop', username: 'seller' });
  expect([meta.name, secret.name, job.retries]).toEqual(['chatbot-app-secret', 'chatbot-app-app', 20]);
  expect(job.pod).toMatchObject({ mountToken: true, serviceAccount: 'chatbot-app-secret', user: 1000 });
  expect(job.pod.containers[0]?.env).toEqual([
    { name: 'SECRET_NAME', value: 'chatbot-app-app' },
    { name: 'DATABASE_HOST', value: 'chatbot-app' },
    { name: 'DATABASE_PORT', value: '5432' },
    { name: 'DATABASE_NAME', value: 'shop' },
    { name: 'DATABASE_USER', value: 'seller' },
  ]);
  const ports = [443, 6443, 8443].map((port) => ({ port, protocol: 'TCP' }));
  expect(policy).toMatchObject({ ingress: [], egress: [{ peers: [], ports }] });
});

test("its pod is none of the database's, whatever selects them", () => {
  const own = { 'app.kubernetes.io/name': 'fill-secret', 'app.kubernetes.io/instance': 'chatbot-app-secret' };
  const { job, policy } = planOf({ selector: { app: 'db' }, labels: { team: 'search' } });
  expect(job.pod.labels).toEqual({
    'app.kubernetes.io/component': 'vector-db',
    'app.kubernetes.io/managed-by': 'cdk8s-llm',
    'app.kubernetes.io/part-of': 'chatbot',
    team: 'search',
    ...own,
  });
  expect(policy.pods).toEqual(own);
});

test('it keeps an account of its own beside that of the caller', () => {
  expect(planOf({ serviceAccount: accountNamed('robot') }).job.pod.serviceAccount).toBe('chatbot-app-secret');
});

const plain = planOf().job.meta.name;

test('its name ends in a hash of eight digits', () => {
  expect(plain).toMatch(/^chatbot-app-secret-[0-9a-f]{8}$/);
});

const changes = test.each<[string, VectorDbStatefulSetProps, Around]>;

changes([
  ['the text of its program', {}, { program: 'decaf' }],
  ['the image of its program', {}, { platform: { nodeImage: 'node:24' } }],
  ['the registry', {}, { platform: { registryMirror: 'mirror.acme.io' } }],
  ['a pull secret', {}, { platform: { imagePullSecrets: [secretNamed('pull')] } }],
  ['the name of the database', { database: 'shop' }, {}],
  ['the name of the role', { username: 'shop' }, {}],
  ['a label', { labels: { team: 'search' } }, {}],
  ['an annotation', { annotations: { note: 'x' } }, {}],
  ['the nodes', { nodeSelector: { disk: 'ssd' } }, {}],
  ['a toleration', { tolerations: [{ key: 'team' }] }, {}],
  ['the priority', { priorityClassName: 'high' }, {}],
])('a template is immutable: %s makes another Job', (_, props, around) => {
  expect(planOf(props, around).job.meta.name).not.toBe(plain);
});

changes([
  ['storage', { storage: Size.gibibytes(20), storageClassName: 'fast' }, {}],
  ['resources', { resources: { cpu: { request: Cpu.units(2) } }, sharedMemory: Size.mebibytes(256) }, {}],
  ['the image of the database', { image: 'acme.io/postgres:17.2' }, {}],
  ['ports of the API server', { apiServerPorts: [16_443] }, {}],
  ['the Kubernetes version', {}, { platform: { kubernetes: KubernetesVersion.V1_36 } }],
  ['an empty set of labels', { labels: {} }, {}],
])('the same template is the same Job: %s', (_, props, around) => {
  expect(planOf(props, around).job.meta.name).toBe(plain);
});

const wrongPort = (given: number) => `"apiServerPorts" must be a whole number from 1 to 65535, got ${given}`;
const rules = test.each<[string, number[], ...string[]]>;

rules([
  ['one', [1]],
  ['none', [], '"apiServerPorts" must be at least one port, got []'],
  ['two wrong ones', [443, 0, 65_536], wrongPort(0), wrongPort(65_536)],
])('ports of the API server: %s', (_, apiServerPorts, ...violations) => {
  expect(verdict(() => planOf({ apiServerPorts }))).toBe(refusal('VectorDbStatefulSet', violations));
});

test('other ports of the API server are the only egress', () => {
  expect(planOf({ apiServerPorts: [16_443] }).policy.egress).toEqual([
    { peers: [], ports: [{ port: 16_443, protocol: 'TCP' }] },
  ]);
});
