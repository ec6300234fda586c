import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Size, Yaml } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Gpu, GpuInference, LlmChart, Model } from '../../lib';
import { plan } from '../../lib/cli/plan';
import { apply, get, kubectl, removeNamespace } from './kubectl';
import { Measurements } from './measurements';
import { until } from './until';

const namespace = 'cdk8s-llm-scheduling';
const folder = mkdtempSync(join(tmpdir(), 'scheduling-'));
const measured = new Measurements('scheduling');
const resource = 'nvidia.com/gpu';
const server = 'app.kubernetes.io/name=llm';
const job = 'app.kubernetes.io/name=download-model';
let node: string;

const objects = (() => {
  const chart = new LlmChart(new App(), 'scheduling', { namespace, createNamespace: false });
  new GpuInference(chart, 'llm', {
    model: Model.named('Qwen/Qwen3-8B'),
    gpu: Gpu.l4().count(2),
    resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(64) } }, // it need not run
  });
  return [chart.programs, chart].flatMap((one) => one.toJson() as object[]);
})();

beforeAll(async () => {
  const { items } = await get<Nodes>('nodes');
  expect(items.filter(({ status }) => resource in status.allocatable)).toEqual([]);
  node = items[0]!.metadata.name;
  Yaml.save(join(folder, 'scheduling.k8s.yaml'), objects);
  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  await apply(...objects);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await removeNamespace(namespace);
  await setGpus(null);
});

test('where no node has GPUs its pod stays Pending for want of what the plan says that it needs', async () => {
  const lines: string[] = [];
  expect(plan(['--dist', folder, '--json'], (text) => lines.push(text))).toBe(0);
  const [planned] = (JSON.parse(lines.join('\n')) as Plan).servers;
  expect(planned).toMatchObject({ name: 'scheduling-llm', gpus: 2, perPod: { [resource]: 2 } });
  lines.length = 0;
  plan(['--dist', folder], (text) => lines.push(text));
  const said = /scheduling-llm: .*?\)/.exec(lines.join('\n'))?.[0];
  expect(said).toBe('scheduling-llm: 2 × L4 (a pod asks for 2 of nvidia.com/gpu)');

  await kubectl(['wait', '-n', namespace, '--for=condition=PodScheduled=False', 'pod', '-l', server, '--timeout=60s']);
  const { phase, reason, message } = await scheduled(server);
  expect([phase, reason]).toEqual(['Pending', 'Unschedulable']);
  expect(message).toMatch(/^0\/\d+ nodes are available: .*Insufficient nvidia\.com\/gpu/);
  measured.add({ plan: said, pending: message });
});

test('one GPU of the two is not enough, and its download waits with it', async () => {
  await setGpus(1);
  await apply(asksForOne());
  await kubectl(['wait', '-n', namespace, '--for=condition=PodScheduled', 'pod/asks-for-one', '--timeout=60s']);
  expect(await scheduled(server)).toMatchObject({ phase: 'Pending', reason: 'Unschedulable' });
  expect(await scheduled(job)).toMatchObject({ phase: 'Pending', reason: 'Unschedulable' });
  await kubectl(['delete', '-n', namespace, 'pod/asks-for-one', '--grace-period=0', '--force']);
});

test('where a node has as many as the plan says it is scheduled there, and its download beside it', async () => {
  await setGpus(2);
  for (const selector of [server, job])
    await kubectl(['wait', '-n', namespace, '--for=condition=PodScheduled', 'pod', '-l', selector, '--timeout=120s']);
  const [pod, download] = [await scheduled(server), await scheduled(job)];
  expect([pod.nodeName, download.nodeName]).toEqual([node, node]);
  measured.add({ scheduled: `PodScheduled=${pod.status} on ${node} with 2 ${resource}` });
});

interface Nodes {
  readonly items: readonly {
    readonly metadata: { readonly name: string };
    readonly status: { readonly allocatable: Readonly<Record<string, string>> };
  }[];
}

interface Plan {
  readonly servers: readonly object[];
}

interface Pods {
  readonly items: readonly {
    readonly spec: { readonly nodeName?: string };
    readonly status: { readonly phase: string; readonly conditions?: readonly Condition[] };
  }[];
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

/** What the scheduler says of the one pod with a label. */
async function scheduled(selector: string) {
  const { items } = await get<Pods>('-n', namespace, 'pods', '-l', selector);
  expect(items).toHaveLength(1);
  const { spec, status } = items[0]!;
  return {
    ...status.conditions?.find(({ type }) => type === 'PodScheduled'),
    nodeName: spec.nodeName,
    phase: status.phase,
  };
}

/** Puts that many GPUs on the node's status, as their device plugin would, and waits until the kubelet agrees. */
async function setGpus(amount: number | null): Promise<void> {
  const gpus = amount === null ? null : String(amount);
  const status = { capacity: { [resource]: gpus }, allocatable: { [resource]: gpus } };
  await kubectl(['patch', 'node', node, '--subresource=status', '--type=merge', '-p', JSON.stringify({ status })]);
  await until(`${gpus} GPUs`, async () => {
    const { status } = await get<Nodes['items'][number]>('node', node);
    return status.allocatable[resource] === (gpus ?? undefined);
  });
}

/** Its place on the node shows that the scheduler has seen the GPU. */
function asksForOne(): object {
  const container = { name: 'it', image: 'local/pause:1', resources: { limits: { [resource]: '1' } } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'asks-for-one', namespace },
    spec: { containers: [container], terminationGracePeriodSeconds: 0 },
  };
}
