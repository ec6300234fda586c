import { App } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import * as door from '../../../lib';
import type { GpuInferenceProps } from '../../../lib/props/gpu-inference-props';
import { onCpu, planOf, scaledBy } from './gpu-server';
import { refusal, verdict } from './site';

const { Gpu, GpuInference, GpuPool, LlmChart, Model } = door;
const two = Gpu.l4().count(2);

const rollouts = test.each<[string, Partial<GpuInferenceProps>, object | undefined]>;

rollouts([
  ['one replica is recreated', {}, undefined],
  ['none is recreated', { replicas: 0 }, undefined],
  ['of two, one ends before its successor starts', { replicas: 2 }, { surge: 0, unavailable: 1 }],
  ['a pool without spare GPUs changes nothing', { gpuPool: GpuPool.of(8) }, undefined],
  ['a spare GPU lets the new one start first', { gpuPool: GpuPool.of(2).spare(1) }, { surge: 1, unavailable: 0 }],
  ['spare GPUs for two', { replicas: 3, gpuPool: GpuPool.of(8).spare(2) }, { surge: 2, unavailable: 0 }],
  ['two GPUs are one replica', { gpu: two, gpuPool: GpuPool.of(5).spare(3) }, { surge: 1, unavailable: 0 }],
  ['no more than the replicas', { gpuPool: GpuPool.of(9).spare(5) }, { surge: 1, unavailable: 0 }],
  ['nodes that are added', { replicas: 3, gpuPool: GpuPool.elastic() }, { surge: 1, unavailable: 0 }],
])('a rollout: %s', (_, props, rolling) => {
  expect(planOf(props).deployment.rolling).toEqual(rolling);
});

test('an autoscaler owns the number; its limits decide rollouts, budgets and what a plan sums up', () => {
  const plan = scaledBy({ minReplicas: 2 }, { gpu: two });
  expect(plan.deployment.replicas).toBeUndefined();
  expect(plan.deployment.rolling).toEqual({ surge: 0, unavailable: 1 });
  expect(plan.budget).toMatchObject({ maxUnavailable: 1 });
  expect(plan.deployment.pod.spread).toBeDefined();
  expect(plan.mostGpus).toBe(8);
  expect(JSON.parse(plan.deployment.meta.annotations['cdk8s-llm/plan']!)).toMatchObject({ gpus: { replicas: 4 } });
  expect(scaledBy({}).budget).toBeUndefined();
});

const unshared = (pods: number) =>
  `"cache" is ReadWriteOnce and there may be ${pods} pods at a time: those on other nodes cannot mount it; set "accessMode" to READ_WRITE_MANY with a StorageClass that offers it`;
const tooMany = (pool: number, pods: string, sum: number, most: number) =>
  `"gpuPool" has ${pool} GPUs, and ${pods} take ${sum}: declare those, or at most ${most} replicas`;
const once = { cache: door.ModelCache.download() };
const rules = test.each<[string, () => unknown, ...string[]]>;

rules([
  ['a pool for just the replicas', () => planOf({ replicas: 4, gpu: two, gpuPool: GpuPool.of(8) })],
  [
    'one replica more',
    () => planOf({ replicas: 5, gpu: two, gpuPool: GpuPool.of(8) }),
    tooMany(8, '5 replicas of 2', 10, 4),
  ],
  [
    'a pool for just the replicas and the spare',
    () => planOf({ replicas: 3, gpu: two, gpuPool: GpuPool.of(8).spare(2) }),
  ],
  [
    'one replica more than beside the spare',
    () => planOf({ replicas: 4, gpu: two, gpuPool: GpuPool.of(8).spare(2) }),
    tooMany(8, '4 replicas of 2 and 2 spare', 10, 3),
  ],
  ['most pods of an autoscaler in their pool', () => scaledBy({}, { gpuPool: GpuPool.of(4) })],
  ['most pods of an autoscaler', () => scaledBy({}, { gpuPool: GpuPool.of(3) }), tooMany(3, '4 replicas of 1', 4, 3)],
  [
    'a pool of nothing',
    () => planOf({ replicas: 0, gpuPool: GpuPool.of(0) }),
    '"gpuPool" must be a whole number from 1 to 10000, got 0',
  ],
  [
    'more spare than there are',
    () => planOf({ replicas: 0, gpuPool: GpuPool.of(2).spare(3) }),
    '"gpuPool.spare" must be a whole number from 0 to 2, got 3; the pool has no more',
  ],
  [
    'all to spare, and none for the one replica',
    () => planOf({ gpuPool: GpuPool.of(2).spare(2) }),
    '"gpuPool" has 2 GPUs, and 1 replicas of 1 and 2 spare take 3: declare those, or spare at most 1',
  ],
  [
    'a pool below one replica',
    () => planOf({ gpu: two, gpuPool: GpuPool.of(1) }),
    '"gpuPool" has 1 GPUs, and 1 replicas of 2 take 2: declare those; not even one replica fits',
  ],
  [
    'a pool beside a server on the CPU',
    () => planOf({ ...onCpu, gpuPool: GpuPool.of(2) }),
    '"gpuPool" is there and "gpu" is not: on the CPU a server takes none of them',
  ],
  ['one pod on one volume', () => planOf(once)],
  ['one pod and its successor on one volume', () => planOf({ ...once, gpuPool: GpuPool.of(2).spare(1) }), unshared(2)],
  ['the pods of an autoscaler on one volume', () => scaledBy({}, once), unshared(4)],
])('GpuInference: %s', (_, plan, ...violations) => {
  expect(verdict(plan)).toBe(refusal('GpuInference', violations));
});

const server = (chart: door.LlmChart, id: string, gpuPool: door.GpuPool, gpus: number) =>
  new GpuInference(chart, id, { model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.h100().count(gpus), gpuPool });

test('a spare that holds no replica is no use to a rollout', () => {
  const plan = planOf({ gpu: two, gpuPool: GpuPool.of(8).spare(1) });
  expect(plan.deployment.rolling).toBeUndefined();
  expect(plan.warnings).toEqual([
    '"gpuPool" spares 1 and a replica takes 2: a rollout ends a pod before it starts the next',
  ]);
});

test('servers share a pool, and their sum must fit', () => {
  const [chart, pool] = [new LlmChart(new App(), 'chatbot'), GpuPool.of(8).spare(2)];
  const cache = door.ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY });
  const share = (id: string, gpus: number) =>
    new GpuInference(chart, id, {
      ...{ model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.h100().count(gpus), gpuPool: pool, cache },
    });
  share('llm', 2);
  share('judge', 2);
  expect(() => share('more', 4)).toThrow(
    new Error(
      'chatbot/more (GpuInference): 1 problem\n  - "gpuPool" has 8 GPUs: chatbot/llm takes 2, chatbot/judge takes 2, and 4 more make 10, with 2 to spare; declare those, or fewer replicas',
    ),
  );
});

test('pools of two programs, and those that nodes are added to, are no concern of each other', () => {
  const pool = GpuPool.of(2);
  for (const name of ['one', 'two']) server(new LlmChart(new App(), name), 'llm', pool, 2);
  const [chart, elastic] = [new LlmChart(new App(), 'chatbot'), GpuPool.elastic()];
  const props = { model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.h100().count(8), gpuPool: elastic };
  const cache = door.ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY });
  for (const id of ['one', 'two']) new GpuInference(chart, id, { ...props, cache });
  expect(chart.toJson().filter(({ kind }) => kind === 'Deployment')).toHaveLength(2);
});
