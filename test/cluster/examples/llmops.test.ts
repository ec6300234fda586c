import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inBrowser, screenshot } from '../browser';
import { kubectl } from '../kubectl';
import { nodeUrl } from '../node-url';
import { until } from '../until';
import { Example } from './example';
import { isCutOff, Load, type Call } from './load';
import { Measurements } from '../measurements';
import { portForwarded } from './port-forward';
import { removeStandIns, standIn } from './stand-in';
import { Watch } from './watch';

const example = new Example('llmops');
const measured = new Measurements(example.name);
const app = 'deployment/llmops-app';
const team = join(example.dist, '../team.yaml');
const keys = { GROQ_API_KEY: 'gsk_of_the_test', HUGGINGFACE_API_KEY: 'hf_of_the_test' };

/** What the team has: its namespace, its Secret, its YAML. */
beforeAll(async () => {
  await kubectl(['create', 'namespace', example.name]);
  await createSecret();
  await standIn('groq', 'llama-3.3-70b-versatile', keys.GROQ_API_KEY, example.name);
  await kubectl(['apply', '-f', team]);
  await example.rolledOut(app);
});
afterAll(() => Promise.all([example.remove(), removeStandIns()]));

test('our dist takes over the team’s Deployment and Service, and its pod goes only when ours is Ready', async () => {
  const before = await uids();
  let said = '';
  const { fewestAvailable, replicas, ...load } = await underLoad(async () => {
    said = await kubectl(['apply', '-f', example.dist]);
  });
  measured.add({ takeover: { said: said.trim().split('\n'), ...load, replicas, fewestAvailable } });
  expect(said).toContain('deployment.apps/llmops-app configured');
  expect(said).toContain('service/llmops-service configured');
  expect(await uids()).toEqual(before);
  expect(fewestAvailable).toBe(1);
  // The team's pod has no preStop: requests may fail when it goes, as in every rollout of theirs, but not before. The watch
  // may learn late that it does.
  const gone = replicas.find(({ available }) => available === 2)!.second;
  expect(load.failures.filter(({ second }) => second < gone - 2)).toEqual([]);
});

test('from then on a rolling update loses no request, but one on a connection that Streamlit cuts off as it ends', async () => {
  const load = await underLoad(() => example.kubectl('rollout', 'restart', app));
  measured.add({ rollingUpdate: load });
  expect(load.failures.filter((failure) => !isCutOff(failure))).toEqual([]);
  expect(load.failed).toBeLessThanOrEqual(health.clients);
  expect(load.fewestAvailable).toBe(1);
});

const health: Call = {
  kind: 'health, new connection',
  path: '/_stcore/health',
  clients: 6,
  pauseMilliseconds: 50,
  patienceSeconds: 10,
  keepAlive: false,
  isWhole: (text) => text === 'ok',
};
const calls = [health, { ...health, kind: 'health, kept connection', keepAlive: true }];

/** Does something to the Deployment while clients ask, until the old pods are gone. */
async function underLoad(what: () => Promise<unknown>) {
  const url = await nodeUrl(await example.nodePort('llmops-service'), health.path);
  const watch = Watch.pods(example.name, app);
  const load = new Load(url, calls);
  await what();
  await example.rolledOut(app);
  await until('one pod', async () => (await example.get<{ items: unknown[] }>('pods')).items.length === 1);
  const [summary, replicas] = [await load.stop(), watch.stop()];
  return { ...summary, replicas, fewestAvailable: Math.min(...replicas.map(({ available }) => available)) };
}

test('names, labels and selectors are the team’s', async () => {
  const deployment = await example.get<any>(app);
  const service = await example.get<any>('service', 'llmops-service');
  expect(deployment.spec.selector).toEqual({ matchLabels: { app: 'llmops' } });
  expect(deployment.metadata.labels.app).toBe('llmops');
  expect(deployment.spec.template.spec.containers.map(({ name }: any) => name)).toEqual(['llmops-container']);
  expect(service.spec).toMatchObject({ type: 'LoadBalancer', selector: { app: 'llmops' } });
  expect(service.spec.ports).toMatchObject([{ port: 80, protocol: 'TCP', targetPort: 8501 }]);
});

test('container, port, resources and health check are the team’s', async () => {
  const { spec } = await example.get<any>(app);
  expect(spec.strategy.type).toBe('RollingUpdate');
  expect(spec.template.spec.containers[0]).toMatchObject({
    image: 'llmops-app:v1',
    imagePullPolicy: 'IfNotPresent',
    ports: [{ name: 'http', containerPort: 8501 }],
    envFrom: [{ secretRef: { name: 'llmops-secrets' } }],
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
    livenessProbe: { httpGet: { path: '/_stcore/health', port: 'http' } },
    readinessProbe: { httpGet: { path: '/_stcore/health', port: 'http' } },
  });
});

test('a second apply changes nothing', async () => {
  const said = (await kubectl(['apply', '-f', example.dist])).trim().split('\n');
  expect(said.filter((line) => !line.endsWith(' unchanged'))).toEqual([]);
});

test('the page, by kubectl port-forward, has both keys and answers through Groq’s API', () =>
  portForwarded(example.name, 'svc/llmops-service', '8501:80', (url) =>
    inBrowser(async (page) => {
      await page.goto(url);
      for (const key of Object.keys(keys)) await page.getByText(`${key}: there`).waitFor();
      const question = page.getByPlaceholder('Ask about your deployment');
      await question.fill('Are you there?');
      await question.press('Enter');
      await page.getByText('(mock) You said: Are you there?').waitFor();
      await screenshot(page, 'llmops');
    }),
  ));

test('nothing had to be started twice', async () => {
  measured.add({ restarts: await example.restarts() });
  expect(await example.restarts()).toBe(0);
});

async function createSecret(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'llmops-'));
  const file = join(folder, '.env');
  const lines = Object.entries(keys).map((pair) => `${pair.join('=')}\n`);
  writeFileSync(file, lines.join(''));
  await example.kubectl('create', 'secret', 'generic', 'llmops-secrets', `--from-env-file=${file}`);
  rmSync(folder, { recursive: true });
}

/** Who the objects are, whatever they say, and where the Service is reached. */
async function uids(): Promise<object> {
  const [deployment, service] = [await example.get<any>(app), await example.get<any>('service', 'llmops-service')];
  const { clusterIP, ports } = service.spec;
  return {
    deployment: deployment.metadata.uid,
    service: service.metadata.uid,
    clusterIP,
    nodePort: ports[0].nodePort,
  };
}
