import { Load } from '../examples/load';
import { Watch } from '../examples/watch';
import { apply, get, kubectl } from '../kubectl';
import { nodeUrl } from '../node-url';
import { Prometheus } from './prometheus';
import { namespace, nodePort, scaler, system, type Written } from './system';
import { until } from '../until';

/** Where `../shared/cluster/autoscaling` has put KEDA and Prometheus: exactly the ScaledObject that GpuInference makes. */
const objects = scaler();
const all = (kind: string): Written => objects.find((object) => object.kind === kind)!;
let prometheus: Prometheus;
let url: string;
let watch: ReturnType<typeof Watch.pods>;

beforeAll(async () => {
  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  await apply(...system());
  await kubectl(['rollout', 'status', '-n', namespace, 'deployment/scaling-web', '--timeout=240s']);
  prometheus = await Prometheus.find();
  url = await nodeUrl(nodePort);
  watch = Watch.pods(namespace, 'deployment/scaling-llm');
  await apply(...objects);
});

afterAll(async () => {
  const moments = watch.stop().map(({ second, wanted, ready }) => `${second} s: ${ready} of ${wanted}`);
  process.stdout.write(`replicas that were ready, of those wanted:\n${moments.join('\n')}\n`);
  await kubectl(['delete', 'namespace', namespace, '--ignore-not-found', '--timeout=180s']);
});

test('a server that nobody asks goes to sleep', async () => {
  await replicas(0, 150);
  // A pod that is on its way out ends what it is asked.
  const server = ['wait', '-n', namespace, 'pods', '-l', 'app.kubernetes.io/instance=scaling-llm'];
  await kubectl([...server, '--for=delete', '--timeout=60s']);
});

test('a question that finds no model wakes it, and is answered when it is asked again', async () => {
  expect(await ask()).toMatch(/event: error/);
  await until('an answer', async () => (await ask()).includes('event: done'), 120);
});

test('every query of the autoscaler finds what it looks for, and KEDA says so', async () => {
  const queries = all('ScaledObject').spec!.triggers!.map(({ metadata }) => metadata['query']!);
  expect(queries).toHaveLength(3);
  for (const query of queries) {
    expect(await until(`a series for ${query}`, () => seriesOf(query))).toHaveLength(1);
    expect(await prometheus.values(`absent(${query})`)).toEqual([]);
  }
  expect(await prometheus.values(`absent(${queries[0]!.replace('model_name="', 'model_name="not-')})`)).toEqual([1]);
  const scaledObject = '-n chatbot-scaling scaledobject.keda.sh/scaling-llm'.split(' ');
  await kubectl(['wait', '--for=condition=Ready', ...scaledObject, '--timeout=60s']);
});

test('Prometheus understands every query of alerts and dashboard, and none of the alerts is wrong', async () => {
  const { groups = [] } = all('PrometheusRule').spec!;
  const alerts = groups.flatMap(({ rules }) => rules.map(({ expr }) => expr));
  expect(alerts).toHaveLength(10);
  // A pod that was scraped before it listened is one for a moment; an alert speaks when it is one for minutes.
  for (const query of alerts)
    await until(`silence of ${query}`, async () => (await prometheus.values(query)).length === 0);
  const board = JSON.parse(Object.values(all('ConfigMap').data!)[0]!) as Board;
  for (const { title, targets } of board.panels)
    for (const { expr } of targets)
      if (expr.includes('vllm:')) expect([title, (await prometheus.values(expr)).length > 0]).toEqual([title, true]);
});

test('a queue adds pods, up to the most, and they go when it is gone: down to none', async () => {
  const body = { question: 'What is in the archive?' };
  const isWhole = (text: string) => text.includes('event: done');
  const call = {
    kind: 'question',
    method: 'POST',
    path: '/api/chat',
    body,
    clients: 20,
    pauseMilliseconds: 0,
    isWhole,
  };
  const load = new Load(url, [{ ...call, patienceSeconds: 120 }]);
  await replicas(3, 120).finally(() => load.stop());
  await replicas(0, 290);
}, 600_000);

/** Wanted and there. */
const replicas = (count: number, seconds: number) =>
  until(
    `${count} replicas`,
    async () => {
      const { spec, status } = await get<Deployment>('-n', namespace, 'deployment/scaling-llm');
      return spec.replicas === count && (status.readyReplicas ?? 0) === count && (status.replicas ?? 0) === count;
    },
    seconds,
  );

async function seriesOf(query: string): Promise<number[] | undefined> {
  const values = await prometheus.values(query);
  return values.length > 0 ? values : undefined;
}

async function ask(): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ question: 'What is in the archive?' });
  const response = await fetch(`${url}/api/chat`, {
    method: 'POST',
    headers,
    body,
    signal: AbortSignal.timeout(60_000),
  });
  return response.text();
}

interface Deployment {
  readonly spec: { readonly replicas: number };
  readonly status: { readonly replicas?: number; readonly readyReplicas?: number };
}

interface Board {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}
