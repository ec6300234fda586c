import { join } from 'node:path';
import { App, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { buildSync } from 'esbuild';
import { Gpu, GpuInference, LlmChart, Model, ModelCache } from '../../lib';
import { apply, get, kubectl } from './kubectl';
import { until } from './until';

const namespace = 'chatbot-weights';
const resourceName = 'cdk8s-llm.test/gpu';
/** It has a shell and Node inside, and no vLLM: what is looked at here ends before the server would start. */
const image = 'node:22-bookworm-slim';
const size = 24_000_000;
const files = { 'config.json': 600, 'model.safetensors': size, 'pytorch_model.bin': size, 'README.md': 40 };
const job = 'app.kubernetes.io/name=download-model';
const server = 'app.kubernetes.io/name=llm';

const objects = (() => {
  const chart = new LlmChart(new App(), 'weights', { namespace, createNamespace: false });
  new GpuInference(chart, 'llm', {
    image,
    model: Model.fromConfig(Model.named('Qwen/Qwen3-0.6B').config, 'acme/tiny'),
    gpu: Gpu.of({ product: 'none', memory: Size.gibibytes(80), resourceName }),
    resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(64) } },
    cache: ModelCache.download({ endpoint: 'http://hub:8080' }),
  });
  return [chart.programs, chart].flatMap((one) => one.toJson() as object[]);
})();

beforeAll(async () => {
  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, ...hub());
  await kubectl(['wait', '-n', namespace, '--for=condition=Ready', 'pod/hub', '--timeout=120s']);
  const [node] = (await get<List>('nodes')).items;
  const patch = JSON.stringify([{ op: 'add', path: '/status/capacity/cdk8s-llm.test~1gpu', value: '1' }]);
  await kubectl(['patch', 'node', node!.metadata.name, '--subresource=status', '--type=json', '-p', patch]);
  await apply(...objects);
});

afterAll(() => kubectl(['delete', 'namespace', namespace, '--ignore-not-found', '--timeout=180s']));

test('while the Job downloads, the server’s pod waits beside it, and reaches no hub', async () => {
  await until('a megabyte', async () => (await bytesOf('model.safetensors')) > 1_000_000);
  const [downloading, waiting] = [await podOf(job), await podOf(server)];
  expect(waiting.spec.nodeName).toBe(downloading.spec.nodeName);
  expect(waiting.status.initContainerStatuses?.[0]?.state).toHaveProperty('running');
  const { spec } = await get<{ spec: { clusterIP: string } }>('-n', namespace, 'service', 'hub');
  const script = `fetch('http://${spec.clusterIP}:8080/sent', { signal: AbortSignal.timeout(2000) })
    .then(() => console.log('open'), () => console.log('closed'))`;
  const args = ['exec', '-n', namespace, waiting.metadata.name, '-c', 'wait-for-model', '--', 'node', '-e', script];
  await until('closed', async () => (await kubectl(args)).trim() === 'closed', 20);
});

test('a Job whose pod is killed resumes where it was, and leaves what no engine loads', async () => {
  const { metadata } = await podOf(job);
  await kubectl(['delete', 'pod', '-n', namespace, metadata.name, '--grace-period=0', '--force']);
  await completed();
  const weights = (await sent()).filter(({ path }) => path === 'model.safetensors');
  expect(weights.map(({ from }) => from > 0)).toEqual([false, true]);
  // What was on its way to the killed pod is sent again, no more.
  expect(await bytesOf('model.safetensors')).toBeLessThan(1.2 * size);
  expect(await bytesOf('pytorch_model.bin')).toBe(0);
});

test('the server’s pod sees the mark and goes on', async () => {
  await until('the end of the wait', async () => {
    const [status] = (await podOf(server)).status.initContainerStatuses ?? [];
    return status?.state.terminated?.exitCode === 0;
  });
});

test('a second apply is the same Job, which downloads nothing', async () => {
  const before = await sent();
  const said = await apply(...objects);
  expect(said).toMatch(/^job\.batch\/weights-llm-download-\w+ unchanged$/m);
  expect(await sent()).toEqual(before);
});

test('a file that was harmed is found by the next Job, and it alone is fetched', async () => {
  const before = (await sent()).length;
  await harm('/models/acme--tiny--main/model.safetensors');
  await kubectl(['delete', 'job', '-n', namespace, '-l', job]);
  await apply(...objects);
  await completed();
  expect((await sent()).slice(before)).toEqual([{ path: 'model.safetensors', from: 0, bytes: size }]);
});

interface Pod {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly initContainerStatuses?: readonly { readonly state: { readonly terminated?: { exitCode: number } } }[];
  };
}

interface List {
  readonly items: readonly Pod[];
}

async function podOf(selector: string): Promise<Pod> {
  const { items } = await get<List>('-n', namespace, 'pods', '-l', selector);
  expect(items).toHaveLength(1);
  return items[0]!;
}

const completed = () =>
  kubectl(['wait', '-n', namespace, '--for=condition=Complete', 'job', '-l', job, '--timeout=120s']);

async function sent(): Promise<{ path: string; from: number; bytes: number }[]> {
  const script = "fetch('http://127.0.0.1:8080/sent').then((answer) => answer.text()).then(console.log)";
  return JSON.parse(await kubectl(['exec', '-n', namespace, 'hub', '--', 'node', '-e', script]));
}

async function bytesOf(file: string): Promise<number> {
  return (await sent()).filter(({ path }) => path === file).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Turns a byte in the middle of a file on the volume with the weights. */
async function harm(file: string): Promise<void> {
  const script = `
    const fs = require('fs');
    const handle = fs.openSync('${file}', 'r+');
    fs.writeSync(handle, 'x', ${size / 2});`;
  const volume = { name: 'models', persistentVolumeClaim: { claimName: 'weights-llm-cache' } };
  await apply(pod('harm', ['node', '-e', script], [volume], '/models'));
  await kubectl(['wait', '-n', namespace, '--for=jsonpath={.status.phase}=Succeeded', 'pod/harm', '--timeout=60s']);
}

/** The tests' hub, by itself in a pod: 24 MB take twelve seconds. */
function hub(): object[] {
  const entry = join(__dirname, '../programs/download-model/hub-server.ts');
  const { outputFiles } = buildSync({ entryPoints: [entry], bundle: true, platform: 'node', write: false });
  const meta = { name: 'hub', namespace };
  const volume = { name: 'hub', configMap: { name: 'hub' } };
  const env = { MODEL: 'acme/tiny', FILES: JSON.stringify(files), BYTES_PER_SECOND: '2000000' };
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta, data: { 'hub.js': outputFiles[0]!.text } },
    { apiVersion: 'v1', kind: 'Service', metadata: meta, spec: { selector: { app: 'hub' }, ports: [{ port: 8080 }] } },
    pod('hub', ['node', '/hub/hub.js'], [volume], '/hub', env),
  ];
}

function pod(name: string, command: string[], volumes: { name: string }[], path: string, env = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: name } },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      securityContext: { runAsUser: 2000, runAsGroup: 0, fsGroup: 0 },
      volumes,
      containers: [
        {
          name,
          image,
          command,
          env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
          volumeMounts: volumes.map((volume) => ({ name: volume.name, mountPath: path })),
        },
      ],
    },
  };
}
