import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  Autoscaling,
  Engine,
  GpuInference,
  type GpuInferenceProps,
  LlmChart,
  LlmWebApp,
  Model,
  ModelCache,
} from '../../../lib';
import type { KubeObject } from '../../unit/synth';
import { finds, queriesIn, selectorsIn, seriesIn } from '../../vllm/series';
import { apply, get, kubectl, removeNamespace } from '../kubectl';
import { until } from '../until';

const namespace = 'llama-cpp';
const folder = mkdtempSync(join(tmpdir(), 'llama-'));
const file = join(folder, 'tiny.gguf');

/** What the tiny model's config.json would say. */
const config = {
  ...{ model_type: 'llama', hidden_size: 128, intermediate_size: 256, num_hidden_layers: 2, vocab_size: 260 },
  ...{ num_attention_heads: 4, num_key_value_heads: 2, head_dim: 32, max_position_embeddings: 2048 },
};

beforeAll(async () => {
  execFileSync('python3', [join(__dirname, 'image.py'), file], { stdio: 'pipe' });
  const chart = new LlmChart(new App(), 'llama', { namespace });
  const llm = serverIn(chart);
  new LlmWebApp(chart, 'web', { image: 'local/python:3', command: ['sleep', 'infinity'], llm });
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } });
  await apply(...volume());
  await kubectl(['wait', '-n', namespace, '--for=condition=Ready', 'pod/fill', '--timeout=120s']);
  const weights = readFileSync(file).toString('base64');
  await kubectl(['exec', '-i', '-n', namespace, 'fill', '--', 'sh', '-c', 'base64 -d > /weights/tiny.gguf'], weights);
  await apply(...(chart.toJson() as object[]));
  await kubectl(['rollout', 'status', '-n', namespace, 'deployment/llama-llm', '--timeout=180s']);
});

afterAll(async () => {
  await removeNamespace(namespace);
  rmSync(folder, { recursive: true });
});

test('the real llama.cpp runs under "restricted" and answers the app, by its name and on its metrics', async () => {
  const said = await asApp(`
import os, httpx
base, model = os.environ['OPENAI_BASE_URL'], os.environ['LLM_MODEL']
body = {'model': model, 'messages': [{'role': 'user', 'content': 'hello'}], 'max_tokens': 8}
answer = httpx.post(base + '/chat/completions', json=body, timeout=60).json()
metrics = httpx.get(base[:-3] + '/metrics').text
print(httpx.get(base[:-3] + '/health').json()['status'], answer['model'], answer['usage']['completion_tokens'])
print(metrics)`);
  const [first, ...metrics] = said.trim().split('\n');
  expect(first).toBe('ok test/tiny 8');
  const watched = new LlmChart(new App(), 'llama', { namespace });
  serverIn(watched, { monitoring: {}, autoscaling: Autoscaling.inference({ maxReplicas: 2 }) });
  const queries = queriesIn(watched.toJson() as KubeObject[]);
  const selectors = queries.flatMap((query) => selectorsIn(query, 'llamacpp:'));
  expect(new Set(selectors.map(({ name }) => name)).size).toBe(5);
  expect(selectors.filter((selector) => !finds(selector, seriesIn(metrics.join('\n'))))).toEqual([]);
});

test('a stream that is open when its pod is told to stop ends whole', async () => {
  const [{ metadata }] = (await get<{ items: [{ metadata: { name: string } }] }>('pods', '-n', namespace, '-l', server))
    .items;
  const stream = asApp(`
import os, httpx, time
base, model = os.environ['OPENAI_BASE_URL'], os.environ['LLM_MODEL']
body = {'model': model, 'stream': True, 'messages': [{'role': 'user', 'content': 'hello'}], 'max_tokens': 1500}
with httpx.stream('POST', base + '/chat/completions', json=body, timeout=60) as response:
    open('/tmp/open', 'w').close()
    lines = [line for line in response.iter_lines() if line or time.sleep(0.002)]
print(lines[-1])`);
  await until('the stream is open', () =>
    kubectl(['exec', '-n', namespace, web, '--', 'sh', '-c', 'test -e /tmp/open && echo yes']),
  );
  await kubectl(['delete', 'pod', '-n', namespace, metadata.name, '--wait=false']);
  expect((await stream).trim()).toBe('data: [DONE]');
});

const web = 'deployment/llama-web';
const server = 'app.kubernetes.io/instance=llama-llm';
const asApp = (program: string) => kubectl(['exec', '-i', '-n', namespace, web, '--', 'python3', '-'], program);

const serverIn = (chart: LlmChart, more: Partial<GpuInferenceProps> = {}): GpuInference =>
  new GpuInference(chart, 'llm', {
    engine: Engine.llamaCpp(),
    model: Model.fromConfig(config, 'test/tiny').gguf({ id: 'test/tiny', file: 'tiny.gguf', size: Size.mebibytes(2) }),
    cache: ModelCache.existing('weights'),
    resources: { cpu: { request: Cpu.millis(250) } },
    drain: Duration.seconds(15),
    ...more,
  });

/** A claim, and a pod that writes the weights to it. */
function volume(): object[] {
  const mount = { name: 'weights', mountPath: '/weights' };
  const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  const fill = {
    name: 'fill',
    image: 'local/base:1',
    command: ['sleep', '3600'],
    securityContext,
    volumeMounts: [mount],
  };
  return [
    {
      ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'weights', namespace } },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
    {
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'fill', namespace } },
      spec: {
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 2000,
          fsGroup: 0,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        containers: [fill],
        volumes: [{ name: 'weights', persistentVolumeClaim: { claimName: 'weights' } }],
      },
    },
  ];
}
