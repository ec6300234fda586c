import { tryKubectl } from '../kubectl';
import { nodeUrl } from '../node-url';
import { until } from '../until';
import { EventLog } from './event-log';
import { Example, isReady } from './example';
import { Load, type Call } from './load';
import { Measurements } from '../measurements';
import { Watch } from './watch';

const example = new Example('three-tier');
const measured = new Measurements(example.name);
const [web, embedder, database, llm] = [
  'deployment/web',
  'deployment/embedder',
  'statefulset/postgres',
  'deployment/llm',
];
const note = 'The spare key of the boathouse hangs behind the third oar.';
let url: string;

beforeAll(async () => {
  measured.add({ secondsToReady: await example.install(database, embedder, web) });
  url = await nodeUrl(await example.nodePort('web'), '/health');
});
afterAll(() => example.remove());

describe('the LLM', () => {
  test('asks for one GPU, is Pending where there is none, and says so', async () => {
    const [pod] = await example.podsOf(llm);
    const scheduled = pod!.status.conditions.find(({ type }) => type === 'PodScheduled');
    measured.add({ llm: `${pod!.status.phase}: ${scheduled?.message}` });
    expect(pod!.spec.containers[0]!.resources.limits).toMatchObject({ 'nvidia.com/gpu': '1' });
    expect([pod!.status.phase, scheduled?.message]).toEqual([
      'Pending',
      expect.stringMatching(/^0\/\d+ nodes are available: .*Insufficient nvidia\.com\/gpu/),
    ]);
  });

  test('takes nobody with it: the web app is Ready, and says that the model is away', async () => {
    const response = await post('/ask', { question: 'Where is the spare key?' });
    expect([response.status, await response.json()]).toEqual([503, { detail: expect.stringContaining('is away') }]);
  });
});

describe('the database', () => {
  test('is postgres-0, gets its volume back after its pod was deleted, and remembers', async () => {
    expect((await post('/notes', { text: note })).status).toBe(200);
    const volume = await claim();
    const { seconds, before, after } = await example.replacePod(database);
    measured.add({ [`secondsToReplace ${database}`]: seconds });
    expect([before.metadata.name, after.metadata.name]).toEqual(['postgres-0', 'postgres-0']);
    expect(await claim()).toEqual(volume);
    expect(await found()).toContain(note);
  });
});

describe('Services stand between the tiers, not addresses', () => {
  test.each([[web], [embedder], [database]])(
    'a new pod of %s has another address, and nobody notices',
    async (tier) => {
      const { seconds, before, after } = await example.replacePod(tier);
      measured.add({ [`secondsToReplace ${tier}`]: seconds });
      expect(after.status.podIP).not.toBe(before.status.podIP);
      await until('the note', async () => (await found()).includes(note), 20);
    },
  );

  test('the web app knows names only', async () => {
    const [pod] = await example.podsOf(web);
    const env = await example.kubectl('exec', pod!.metadata.name, '-c', 'web', '--', 'env');
    const hosts = env.split('\n').filter((line) => /^(OPENAI_BASE_URL|EMBEDDING_BASE_URL|PGHOST)=/.test(line));
    expect(hosts.sort()).toEqual([
      'EMBEDDING_BASE_URL=http://embedder.three-tier.svc:8000/v1',
      'OPENAI_BASE_URL=http://llm.three-tier.svc:8000/v1',
      'PGHOST=postgres',
    ]);
  });
});

describe('a sidecar', () => {
  test('on the web app ships its access log', async () => {
    await found();
    const [pod] = await example.podsOf(web);
    await until('a line of the access log', async () =>
      /"GET \/health HTTP/.test(await example.kubectl('logs', pod!.metadata.name, '-c', 'log-shipper')),
    );
  });

  test('on the database reports its size', () =>
    until('a size', async () =>
      /^bytes in app: \d+$/m.test(await example.kubectl('logs', 'postgres-0', '-c', 'size-reporter')),
    ));
});

/** The second costs nobody but the web app: alone, the first may find that the database is the one that is short of CPU. */
const calls: Call[] = [
  {
    kind: 'find',
    path: '/notes?like=key',
    clients: 4,
    pauseMilliseconds: 10,
    isWhole: (text) => text.includes(note),
  },
  { kind: 'health', path: '/health', clients: 16, pauseMilliseconds: 2, isWhole: (text) => text.includes('"ok"') },
];

test('the web app grows under load and answers from every pod', async () => {
  const [pods, scale] = [Watch.pods(example.name, web), Watch.scale(example.name, 'web')];
  const log = new EventLog(example.name, 'HorizontalPodAutoscaler', 'web');
  const before = await readyPods(); // more than two, where starting took much CPU
  const load = new Load(url, calls);
  await until('one more pod Ready', async () => (await readyPods()) > before, 240).finally(() => load.stop());
  const summary = await load.stop();
  const answering = await until('answers from every pod', async () => {
    const found = await answeringPods();
    return found.size === (await readyPods()) ? found : undefined;
  });
  const words = log.stop();
  measured.add({ replicas: pods.stop(), autoscaler: scale.stop(), log: words, load: summary });
  measured.add({ answeringPods: answering.size });
  expect(summary.failed).toBe(0);
  expect(words.map(({ reason }) => reason)).toContain('SuccessfulRescale');
  expect(answering.size).toBeGreaterThan(before);
});

test('each tier has the size that main.ts gives it, down to the kernel', async () => {
  const sizes = await Promise.all([web, database, llm].map(sizeOf));
  measured.add({ sizes });
  expect(sizes).toEqual([
    { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    { requests: { cpu: '200m', memory: '256Mi' }, limits: { memory: '512Mi' } },
    {
      requests: { cpu: '500m', memory: '16Gi', 'nvidia.com/gpu': '1' },
      limits: { memory: '24Gi', 'nvidia.com/gpu': '1' },
    },
  ]);
  expect(await memoryLimitIn('postgres-0', 'postgres')).toBe(512 * 2 ** 20);
});

test('nothing had to be started twice', async () => {
  measured.add({ restarts: await example.restarts() });
  expect(await example.restarts()).toBe(0);
});

const post = (path: string, body: object): Promise<Response> =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function found(): Promise<string[]> {
  const { notes } = (await (await fetch(`${url}/notes?like=where+is+the+key`)).json()) as { notes: string[] };
  return notes;
}

async function answeringPods(): Promise<Set<string>> {
  const answers = Array.from({ length: 50 }, () =>
    fetch(`${url}/notes?like=key`, { headers: { connection: 'close' } }).then((response) => response.json()),
  );
  return new Set((await Promise.all(answers)).map(({ pod }: any) => pod as string));
}

async function readyPods(): Promise<number> {
  return (await example.podsOf(web)).filter(isReady).length;
}

async function claim(): Promise<{ uid: string; volume: string }> {
  const { metadata, spec } = await example.get<any>('pvc', 'data-postgres-0');
  return { uid: metadata.uid, volume: spec.volumeName };
}

async function sizeOf(workload: string): Promise<object> {
  const [pod] = await example.podsOf(workload);
  return pod!.spec.containers[0]!.resources;
}

/** What the container's control group allows, by its first or its second version. */
async function memoryLimitIn(pod: string, container: string): Promise<number> {
  const files = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'];
  const reads = await Promise.all(
    files.map((file) => tryKubectl(['exec', '-n', example.name, pod, '-c', container, '--', 'cat', file])),
  );
  return Number(reads.find(({ code }) => code === 0)?.stdout);
}
