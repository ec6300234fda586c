import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Yaml } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import {
  Autoscaling,
  EmbeddingInference,
  Engine,
  Gpu,
  GpuInference,
  GpuPool,
  KServeInference,
  LlmChart,
  Model,
  ModelCache,
} from '../../../../lib';
import { BadInput } from '../../../../lib/cli/exit';
import { plan } from '../../../../lib/cli/plan';

const folder = mkdtempSync(join(tmpdir(), 'dist-'));
const empty = mkdtempSync(join(tmpdir(), 'dist-'));

beforeAll(() => {
  const chart = new LlmChart(new App(), 'chatbot');
  new GpuInference(chart, 'llm', { model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.l4().count(2) });
  Yaml.save(join(folder, 'chatbot.k8s.yaml'), chart.toJson() as object[]);
  writeFileSync(join(folder, 'notes.txt'), 'not a manifest');
});

afterAll(() => {
  for (const each of [folder, empty]) rmSync(each, { recursive: true });
});

function run(...words: string[]): { status: number; text: string } {
  const lines: string[] = [];
  const status = plan(words, (text) => lines.push(text));
  return { status, text: lines.join('\n') };
}

test('a folder of manifests is summed up: GPUs, memory, volumes, times', () => {
  const { status, text } = run('--dist', folder, '--json');
  expect(status).toBe(0);
  expect(JSON.parse(text)).toEqual({
    gpus: 2,
    servers: [
      {
        name: 'chatbot-llm',
        product: 'L4',
        gpus: 2,
        replicas: 1,
        perPod: { 'nvidia.com/gpu': 2 },
        verdict: 'fits',
        plannedLength: 40_960,
        weightsGiB: 7.63,
        headroomGiB: expect.any(Number),
        coldStartSeconds: 316,
        drainSeconds: 140,
        surgeGpus: 0,
        surgeReplicas: 0,
      },
    ],
    volumes: [
      { name: 'chatbot-llm-cache', size: '21Gi', count: 1 },
      { name: 'chatbot-llm-compile-cache', size: '10Gi', count: 1 },
    ],
  });
  expect(run('--dist', folder).text).toMatch(
    /^2 GPUs for 1 server\n {2}chatbot-llm: 2 × L4 \(a pod asks for 2 of nvidia\.com\/gpu\), fits; 40,960 tokens per request; weights 7\.63 GiB and \S+ GiB for the cache per GPU; cold start 316 s, drain 140 s, 0 more GPUs in a rollout\n/,
  );
});

test('an autoscaler counts with all its pods, and a rollout with those that it adds', () => {
  const chart = new LlmChart(new App(), 'chatbot');
  new GpuInference(chart, 'llm', {
    ...{ model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.l4().count(2), monitoring: {} },
    autoscaling: Autoscaling.inference({ maxReplicas: 3 }),
    gpuPool: GpuPool.of(8).spare(2),
    cache: ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }),
  });
  const scaled = mkdtempSync(join(empty, 'scaled-'));
  Yaml.save(join(scaled, 'chatbot.k8s.yaml'), chart.toJson() as object[]);
  expect(JSON.parse(run('--dist', scaled, '--json').text)).toMatchObject({
    gpus: 6,
    servers: [{ gpus: 6, replicas: 3, surgeGpus: 2, surgeReplicas: 1 }],
  });
});

test('a server on CPUs counts its pods', () => {
  const chart = new LlmChart(new App(), 'chatbot');
  new EmbeddingInference(chart, 'embed', {
    ...{ model: Model.named('BAAI/bge-m3'), engine: Engine.textEmbeddings(), replicas: 2 },
    cache: ModelCache.existing('team-models'),
  });
  const cpu = mkdtempSync(join(empty, 'cpu-'));
  Yaml.save(join(cpu, 'chatbot.k8s.yaml'), chart.toJson() as object[]);
  expect(run('--dist', cpu).text).toBe(
    '0 GPUs for 1 server\n' +
      '  chatbot-embed: 2 pods on CPU, fits; 8,192 tokens per request; weights 2.11 GiB and 0 GiB for the cache per pod; ' +
      'cold start 60 s, drain 140 s, 0 more pods in a rollout',
  );
  expect(JSON.parse(run('--dist', cpu, '--json').text)).toMatchObject({
    gpus: 0,
    servers: [{ gpus: 0, replicas: 2, plannedLength: 8192, surgeGpus: 0, surgeReplicas: 0 }],
  });
});

test('a group of pods counts the GPUs of all its nodes, and drains as its leader does', () => {
  const chart = new LlmChart(new App(), 'chatbot');
  new GpuInference(chart, 'llm', {
    ...{ model: Model.named('meta-llama/Llama-3.3-70B-Instruct'), gpu: Gpu.l4().count(8), nodes: 2, replicas: 3 },
    drain: Duration.minutes(10),
    cache: ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }),
  });
  const grouped = mkdtempSync(join(empty, 'grouped-'));
  Yaml.save(join(grouped, 'chatbot.k8s.yaml'), chart.toJson() as object[]);
  expect(JSON.parse(run('--dist', grouped, '--json').text)).toMatchObject({
    gpus: 48,
    servers: [
      { name: 'chatbot-llm-nodes', gpus: 48, perPod: { 'nvidia.com/gpu': 8 }, drainSeconds: 620, surgeGpus: 0 },
    ],
  });
});

test('a server that KServe runs counts as any other', () => {
  const chart = new LlmChart(new App(), 'chatbot');
  new KServeInference(chart, 'llm', {
    ...{ model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.l4(), gpuPool: GpuPool.of(2).spare(1) },
    ...{ drain: Duration.minutes(5), cache: ModelCache.existing('team-models') },
  });
  const kserve = mkdtempSync(join(empty, 'kserve-'));
  Yaml.save(join(kserve, 'chatbot.k8s.yaml'), chart.toJson() as object[]);
  expect(JSON.parse(run('--dist', kserve, '--json').text)).toMatchObject({
    gpus: 1,
    servers: [{ name: 'chatbot-llm', product: 'L4', perPod: { 'nvidia.com/gpu': 1 }, drainSeconds: 320, surgeGpus: 1 }],
    volumes: [],
  });
});

test.each<[string, string, string]>([
  ['a list that does not end', 'a: [1\nb: 2\n', ':2:1: is not valid YAML: Flow sequence in block collection must be'],
  ['a key beside a list', 'kind: X\n---\n  - a\n b: 1\n', ':4:2: is not valid YAML: '],
  ['an alias of nothing', 'a: *no\n', ': is not valid YAML: Unresolved alias'],
])('broken YAML is bad input at its place: %s', (_, text, sentence) => {
  const file = join(mkdtempSync(join(empty, 'broken-')), 'chatbot.k8s.yaml');
  writeFileSync(file, text);
  expect(() => run('--dist', join(file, '..'))).toThrow(`${file}${sentence}`);
  expect(() => run('--dist', join(file, '..'))).toThrow(BadInput);
});

test('a plan that somebody broke is bad input', () => {
  const annotations = { 'cdk8s-llm/plan': '{"gpus"' };
  const spoilt = mkdtempSync(join(empty, 'spoilt-'));
  Yaml.save(join(spoilt, 'chatbot.k8s.yaml'), [{ kind: 'Deployment', metadata: { name: 'llm', annotations } }]);
  expect(() => run('--dist', spoilt)).toThrow('the annotation cdk8s-llm/plan of llm: ');
  expect(() => run('--dist', spoilt)).toThrow(BadInput);
});

test('--json may come first', () => {
  expect(run('--json', '--dist', folder).text).toBe(run('--dist', folder, '--json').text);
});

test('a folder without a plan is bad input', () => {
  expect(() => run('--dist', empty)).toThrow(`${empty} holds no server with a plan`);
  expect(() => run('--dist', join(empty, 'nowhere'))).toThrow(`there is no folder ${empty}/nowhere`);
  expect(() => run('--dist', join(folder, 'notes.txt'))).toThrow(`there is no folder ${folder}/notes.txt`);
});
