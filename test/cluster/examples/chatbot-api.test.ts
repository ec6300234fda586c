import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubectl } from '../kubectl';
import { nodeUrl } from '../node-url';
import { until } from '../until';
import { EventLog } from './event-log';
import { Example } from './example';
import { Load, type Call } from './load';
import { Measurements } from '../measurements';
import { removeStandIns, standIn } from './stand-in';
import { Watch } from './watch';

const example = new Example('chatbot-api');
const measured = new Measurements(example.name);
const api = 'deployment/chatbot-api';
const root = join(__dirname, '../../..');
const orders = join(root, 'examples/chatbot-api/orders-service/orders-service.yaml');
const secondRelease = mkdtempSync(join(tmpdir(), 'chatbot-api-v2-'));
let url: string;

beforeAll(async () => {
  await kubectl(['apply', '-f', orders]);
  await kubectl(['apply', '-f', join(example.dist, '00-chatbot-api-namespace.k8s.yaml')]);
  await example.kubectl('create', 'secret', 'generic', 'openai', '--from-literal=api-key=sk-test');
  await standIn('openai', 'gpt-4.1-mini', 'sk-test', example.name);
  measured.add({ secondsToReady: await example.install(api) });
  url = await nodeUrl(await example.nodePort('chatbot-api'), '/health');
  // Ready says nothing of the orders service and of the stand-in, which are somebody else's.
  await until('an answer', async () => (await ask()).ok);
});
afterAll(async () => {
  rmSync(secondRelease, { recursive: true });
  await Promise.all([example.remove(), removeStandIns(), kubectl(['delete', '-f', orders])]);
});

const kettle = { method: 'POST', path: '/chat', body: { customer: 7, text: 'Where is the kettle?' } };
const isKettle = (text: string) => text.includes('waits in the warehouse for its lid.');

/** Short requests over connections that are kept and over new ones, and one whose answer takes ten seconds and more. */
const calls: Call[] = [
  {
    kind: 'health, new connection',
    path: '/health',
    clients: 6,
    pauseMilliseconds: 50,
    patienceSeconds: 10,
    isWhole: (text) => text.includes('"ok"'),
    keepAlive: false,
  },
  { ...kettle, kind: 'question, kept connection', clients: 12, pauseMilliseconds: 50, isWhole: isKettle },
  {
    ...kettle,
    kind: 'question, new connection',
    clients: 4,
    pauseMilliseconds: 100,
    isWhole: isKettle,
    keepAlive: false,
  },
  {
    kind: 'stream',
    method: 'POST',
    path: '/chat/stream',
    body: { customer: 7, text: 'By what way does the parcel with the atlas come?' },
    clients: 4,
    pauseMilliseconds: 100,
    isWhole: (text) => text.includes('Lisbon') && text.endsWith('data: [DONE]\n\n'),
  },
];

test('three pods answer through the load balancer’s Service, 80 → 8000', async () => {
  const { spec } = await example.get<any>('service', 'chatbot-api');
  expect([spec.type, spec.ports[0].port, spec.ports[0].targetPort]).toEqual(['LoadBalancer', 80, 'http']);
  const [pod, ...others] = await example.podsOf(api);
  expect([pod!.spec.containers[0]!.ports, others.length]).toEqual([
    [{ name: 'http', containerPort: 8000, protocol: 'TCP' }],
    2,
  ]);
});

test('an answer comes from the external LLM API and from the orders service, and the sidecar counts it', async () => {
  const before = await counted();
  const response = await ask();
  expect(await response.json()).toEqual({
    answer: 'The kettle waits in the warehouse for its lid.',
    version: 'v1',
  });
  expect(await counted()).toBe(before + 1);
});

describe('under load, with no second try', () => {
  const steps: { second: number; step: string }[] = [];
  let [load, watch, log]: [Load?, ReturnType<typeof Watch.pods>?, EventLog?] = [];
  beforeAll(() => {
    load = new Load(url, calls);
    watch = Watch.pods(example.name, api);
    log = new EventLog(example.name, 'Deployment', 'chatbot-api');
  });

  /** Ends when the last old pod is gone, so that each step meets the streams of its own time only. */
  const step = (name: string, what: () => Promise<unknown>, version: string, pods: number) =>
    test(`${name}: ${pods} pods of ${version}`, async () => {
      steps.push({ second: load!.seconds, step: name });
      await what();
      await example.rolledOut(api);
      await until(
        'the pods',
        async () => (await images()).join() === Array(pods).fill(`chatbot-api:${version}`).join(),
      );
    });

  step('kubectl scale --replicas=5', () => example.kubectl('scale', api, '--replicas=5'), 'v1', 5);
  step('kubectl set image web=chatbot-api:v2', () => setImage('v2'), 'v2', 5);
  step('kubectl rollout undo', () => example.kubectl('rollout', 'undo', api), 'v1', 5);
  step('kubectl apply of a new dist', () => applySecondRelease(), 'v2', 3);
  step('kubectl rollout undo', () => example.kubectl('rollout', 'undo', api), 'v1', 3);

  test('not one of at least 2000 requests failed, streams of ten seconds and more among them', async () => {
    const summary = await load!.stop();
    const seen = { steps, replicas: watch!.stop(), log: log!.stop() };
    measured.add({ load: summary, ...seen, restarts: await example.restarts() });
    expect(summary.failures).toEqual([]);
    expect(summary.failed).toBe(0);
    expect(load!.total).toBeGreaterThanOrEqual(2000);
    expect(summary.sent['stream']).toBeGreaterThan(20);
    expect(summary.shortest['stream']).toBeGreaterThanOrEqual(10);
    const goings = seen.replicas.filter(({ pods }, index) => pods < (seen.replicas[index - 1]?.pods ?? 0));
    const crossed = goings.filter(({ second }) => summary.long.some(([from, to]) => from < second && second < to));
    expect(crossed.length).toBeGreaterThan(goings.length / 2);
    expect(crossed.length).toBeGreaterThan(10);
  });
});

test('the same rollout without the preStop fails requests, so the test above proves something', async () => {
  const preStop = '[{"op":"remove","path":"/spec/template/spec/containers/0/lifecycle"}]';
  await example.kubectl('patch', api, '--type=json', '-p', preStop);
  await example.kubectl('scale', api, '--replicas=5');
  await example.rolledOut(api);
  const load = new Load(url, calls);
  await setImage('v2');
  await example.rolledOut(api);
  const summary = await load.stop();
  measured.add({ withoutPreStop: summary });
  expect(summary.failed).toBeGreaterThan(0);
});

const setImage = (version: string) => example.kubectl('set', 'image', api, `web=chatbot-api:${version}`);

/** What a pipeline does: the program again, with the new version. It says three pods, and three it will be. */
async function applySecondRelease(): Promise<void> {
  const env = { ...process.env, CDK8S_OUTDIR: secondRelease, CHATBOT_VERSION: 'v2' };
  const main = 'examples/chatbot-api/main.ts';
  execFileSync('node', ['-r', 'ts-node/register/transpile-only', main], { cwd: root, env });
  await kubectl(['apply', '-f', secondRelease]);
}

/** Of the pods that are not on their way out. */
async function images(): Promise<string[]> {
  return (await example.podsOf(api)).map(({ spec }) => spec.containers[0]!.image);
}

const ask = () =>
  fetch(`${url}/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(kettle.body),
  });

/** What the sidecars of all pods have counted. */
async function counted(): Promise<number> {
  const counts = await Promise.all((await example.podsOf(api)).map(({ metadata }) => countIn(metadata.name)));
  return counts.reduce((sum, count) => sum + count);
}

/** What the sidecar of a pod has counted. */
async function countIn(pod: string): Promise<number> {
  const script = 'fetch("http://127.0.0.1:9102/").then(async (metrics) => console.log(await metrics.text()))';
  const text = await example.kubectl('exec', pod, '-c', 'usage-meter', '--', 'node', '-e', script);
  return Number(/^chatbot_questions (\d+)$/m.exec(text)?.[1] ?? 0);
}
