import { Duration, Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { planGpuInference } from '../../../lib/plan/gpu-inference';
import type { GpuInferenceProps } from '../../../lib/props/gpu-inference-props';
import { Gpu } from '../../../lib/values/gpu';
import { Model } from '../../../lib/values/model';
import { ModelCache } from '../../../lib/values/model-cache';
import { programOf, refusal, secretNamed, siteOf, verdict } from './site';

const model = Model.named('Qwen/Qwen3-8B');
const modelOf = (id: string, revision?: string) => Model.fromConfig(model.config, id, revision);
const gpu = Gpu.l4();
const planOf = (props: Partial<GpuInferenceProps> = {}) =>
  planGpuInference(siteOf('GpuInference'), { model, gpu, ...props }, () => programOf('download-model'));
const serverOf = (props: Partial<GpuInferenceProps> = {}) => planOf(props).deployment.pod.containers[0]!;
const memory = Size.gibibytes(24);
const cache = ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY });

test('by default one GPU serves the model under its own name', () => {
  const plan = planOf();
  expect(plan).toMatchObject({ servedModelName: 'Qwen/Qwen3-8B', drainSeconds: 120 });
  expect(plan.deployment).toMatchObject({ replicas: 1, rolling: undefined, progressSeconds: 1506 });
  expect(plan.deployment.pod).toMatchObject({ user: 2000, group: 0, graceSeconds: 140 });
});

test('its container asks for the GPU in requests and limits', () => {
  expect(serverOf().resources).toEqual({
    requests: { cpu: '3', memory: '8Gi', 'nvidia.com/gpu': '1' },
    limits: { memory: '24Gi', 'nvidia.com/gpu': '1' },
  });
});

test('a MIG slice is a resource and a taint of its own, and its name is there to read', () => {
  const slice = Gpu.of({ product: 'H100 1g.10gb', memory, resourceName: 'nvidia.com/mig-1g.10gb' }).count(2);
  const { meta, pod } = planOf({ gpu: slice, annotations: { note: 'x' } }).deployment;
  expect(pod.containers[0]?.resources.limits).toEqual({ memory: '36Gi', 'nvidia.com/mig-1g.10gb': '2' });
  expect(pod.tolerations).toEqual([{ key: 'nvidia.com/mig-1g.10gb', effect: 'NoSchedule' }]);
  expect(meta.annotations).toMatchObject({ note: 'x', 'cdk8s-llm/gpu': '2 x H100 1g.10gb' });
});

test('the key is read from a Secret, and what the engine writes goes where it may', () => {
  const apiKey = { secret: secretNamed('keys'), key: 'vllm' };
  const { env, mounts } = serverOf({ apiKey });
  expect(env).toEqual([
    { name: 'HOME', value: '/home/vllm' },
    { name: 'USER', value: 'vllm' },
    { name: 'VLLM_HTTP_TIMEOUT_KEEP_ALIVE', value: '65' },
    { name: 'VLLM_API_KEY', secret: 'keys', key: 'vllm' },
    { name: 'HF_HUB_OFFLINE', value: '1' },
    { name: 'VLLM_CACHE_ROOT', value: '/home/vllm/.cache/vllm' },
  ]);
  expect(mounts).toEqual([
    { volume: 'home', path: '/home/vllm' },
    { volume: 'tmp', path: '/tmp' },
    { volume: 'model-cache', path: '/models', readOnly: true },
    { volume: 'compile-cache', path: '/home/vllm/.cache/vllm' },
  ]);
});

const updates = test.each<[number, object | undefined]>;

updates([
  [1, undefined],
  [2, { surge: 0, unavailable: 1 }],
])('%d replicas never wait for a GPU that they hold themselves', (replicas, rolling) => {
  expect(planOf({ replicas, cache }).deployment.rolling).toEqual(rolling);
});

const times = test.each<[Partial<GpuInferenceProps>, startup: number, progress: number]>;

times([
  [{}, 60, 1506],
  [{ startupTimeout: Duration.seconds(1) }, 1, 601],
  [{ startupTimeout: Duration.hours(1) }, 239, 4200],
])('the times of %j', (props, failures, progressSeconds) => {
  const { deployment } = planOf(props);
  expect(deployment.progressSeconds).toBe(progressSeconds);
  expect(deployment.pod.containers[0]!.startup).toMatchObject({ periodSeconds: 10, failureThreshold: failures });
});

const memories = test.each<[string, Partial<GpuInferenceProps>, string | undefined]>;

memories([
  ['one GPU has none', {}, undefined],
  ['two GPUs have 8 GiB', { gpu: gpu.count(2) }, '8Gi'],
  ['one GPU has what is given', { sharedMemory: Size.gibibytes(1) }, '1Gi'],
  ['two GPUs have what is given', { gpu: gpu.count(2), sharedMemory: Size.mebibytes(1500) }, '1500Mi'],
  ['nothing is none', { gpu: gpu.count(2), sharedMemory: Size.mebibytes(0) }, undefined],
])('shared memory: %s', (_, props, sizeLimit) => {
  const { volumes, containers } = planOf(props).deployment.pod;
  const volume = { name: 'shared-memory', emptyDir: { memory: true, sizeLimit } };
  expect(volumes.slice(4)).toEqual(sizeLimit ? [volume] : []);
  expect(containers[0]?.mounts.slice(4)).toEqual(sizeLimit ? [{ volume: 'shared-memory', path: '/dev/shm' }] : []);
});

const wholeNumber = (prop: string, low: number, high: number, given: unknown) =>
  `"${prop}" must be a whole number from ${low} to ${high}, got ${given}`;
const belowLimit = (limit: string, given: string) =>
  `"sharedMemory" must be whole MiB below the memory limit of ${limit}, against which it counts, got "${given}"`;
const wrongModel = (given: string) => `"model" must be an id such as "Qwen/Qwen3-8B", got "${given}"`;
const wrongRevision = (given: string) => `"model.revision" must be a branch, tag or commit, got "${given}"`;
const resource = (given: string) =>
  `"gpu.resourceName" must be an extended resource such as "nvidia.com/gpu", got "${given}"`;
const taint = (given: string) =>
  `"gpu.tolerationKey" must be the key of a taint such as "nvidia.com/gpu", got "${given}"`;
const rules = test.each<[string, Partial<GpuInferenceProps>, ...string[]]>;

rules([
  ['a model of a person with dots', { model: modelOf('01-ai/Yi-1.5_x', 'refs/pr/1') }],
  ['a model without organisation', { model: modelOf('gpt2') }, wrongModel('gpt2')],
  ['a model that looks like a flag', { model: modelOf('-x/y') }, wrongModel('-x/y')],
  ['a model by its URL', { model: modelOf('hf.co/Qwen/Qwen3-8B') }, wrongModel('hf.co/Qwen/Qwen3-8B')],
  ['a revision with a space', { model: modelOf('a/b', 'a b') }, wrongRevision('a b')],
  ['a revision of nothing', { model: modelOf('a/b', '') }, wrongRevision('')],
  ['a revision that looks like a flag', { model: modelOf('a/b', '-x') }, wrongRevision('-x')],
  [
    'a served name with a space',
    { servedModelName: 'a b' },
    '"servedModelName" must be letters, digits and "._/:@-", no "-" first, got "a b"',
  ],
  ['sixteen GPUs', { gpu: gpu.count(16) }],
  ['seventeen', { gpu: gpu.count(17) }, wholeNumber('gpu.count', 1, 16, 17)],
  ['no GPU', { gpu: gpu.count(0) }, wholeNumber('gpu.count', 1, 16, 0)],
  ['half a GPU', { gpu: gpu.count(0.5) }, wholeNumber('gpu.count', 1, 16, 0.5)],
  ['a resource without domain', { gpu: Gpu.of({ product: 'X', memory, resourceName: 'gpu' }) }, resource('gpu')],
  [
    'a resource with a dash last',
    { gpu: Gpu.of({ product: 'X', memory, resourceName: 'a.b/c-' }) },
    resource('a.b/c-'),
  ],
  ['a taint without domain', { gpu: Gpu.of({ product: 'X', memory, tolerationKey: 'gpu' }) }],
  ['a taint with a space', { gpu: Gpu.of({ product: 'X', memory, tolerationKey: 'a b' }) }, taint('a b')],
  ['a taint of nothing', { gpu: Gpu.of({ product: 'X', memory, tolerationKey: '' }) }, taint('')],
  ['no replicas', { replicas: 0 }],
  ['a hundred replicas', { replicas: 100, cache }],
  ['one more', { replicas: 101, cache }, wholeNumber('replicas', 0, 100, 101)],
  ['one token', { maxModelLen: 1 }],
  ['no tokens', { maxModelLen: 0 }, wholeNumber('maxModelLen', 1, 10_000_000, 0)],
  ['too many tokens', { maxModelLen: 10_000_001 }, wholeNumber('maxModelLen', 1, 10_000_000, 10_000_001)],
  ['more shared memory, for which there is more memory', { sharedMemory: Size.gibibytes(64) }],
  ['shared memory of no whole MiB', { sharedMemory: Size.kibibytes(512) }, belowLimit('25Gi', '0.5Mi')],
  [
    'the shared memory of two GPUs above a limit that was given',
    { gpu: gpu.count(2), resources: { memory: { limit: Size.gibibytes(8) } } },
    belowLimit('8Gi', '8Gi'),
  ],
  ['a drain of none', { drain: Duration.seconds(0) }, '"drain" must be whole seconds, from 1 to 86400, got "0 s"'],
  [
    'a start that takes more than a day',
    { startupTimeout: Duration.days(2) },
    '"startupTimeout" must be whole seconds, from 1 to 86400, got "172800 s"',
  ],
  ['the longest name', { name: 'n'.repeat(45) }],
  [
    'a name that its Job would carry too far, and the rest of it',
    {
      name: 'n'.repeat(46),
      image: 'vllm',
      extraArgs: ['--port', '1'],
      apiKey: { secret: secretNamed('A'), key: 'k' },
    },
    `"name" must be 1 to 45 lower-case letters, digits and "-", beginning with a letter, got "${'n'.repeat(46)}"`,
    '"image" must be an image with a version tag or a digest, got "vllm"; nobody knows what "latest" ran',
    '"extraArgs" must not hold --port: it comes from the Service',
    '"apiKey.secret" must be the name of a Secret, got "A"',
  ],
])('GpuInference: %s', (_, props, ...violations) => {
  expect(verdict(() => planOf(props))).toBe(refusal('GpuInference', violations));
});
