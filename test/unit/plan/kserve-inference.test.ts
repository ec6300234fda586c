import { Duration } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { planGpuInference } from '../../../lib/plan/gpu-inference';
import { planKServeInference } from '../../../lib/plan/kserve-inference';
import type { KServeInferenceProps } from '../../../lib/props/kserve-inference-props';
import { Autoscaling } from '../../../lib/values/autoscaling';
import { DemandSignal } from '../../../lib/values/demand-signal';
import { Gpu } from '../../../lib/values/gpu';
import { GpuPool } from '../../../lib/values/gpu-pool';
import { Model } from '../../../lib/values/model';
import { ModelCache } from '../../../lib/values/model-cache';
import { programOf, refusal, siteOf, verdict } from './site';

const model = Model.named('Qwen/Qwen3-8B');
const shared = ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY });
const base = { model, gpu: Gpu.l4(), cache: shared };
const program = () => programOf('download-model');
const planOf = (props: Partial<KServeInferenceProps> = {}) =>
  planKServeInference(siteOf('KServeInference'), { ...base, ...props }, program);
const resourceOf = (props: Partial<KServeInferenceProps> = {}) => planOf(props).resource;
const large = { model: Model.named('meta-llama/Llama-3.3-70B-Instruct'), gpu: Gpu.l4().count(8), nodes: 2 };

test('it is planned as GpuInference is: the same engine, probes, times, GPUs and annotation', () => {
  const props = { ...base, gpu: Gpu.l4().count(2), drain: Duration.minutes(3), extraArgs: ['--dtype', 'half'] };
  const gpu = planGpuInference(siteOf('GpuInference'), props, program).deployment;
  const { pod, meta } = resourceOf(props);
  const [ours, theirs] = [pod.containers[0]!, gpu.pod.containers[0]!];
  const same = ['image', 'command', 'args', 'env', 'resources', 'startup', 'readiness', 'liveness'] as const;
  expect(same.map((field) => ours[field])).toEqual(same.map((field) => theirs[field]));
  expect([ours.preStopSeconds, pod.graceSeconds]).toEqual([theirs.preStopSeconds, gpu.pod.graceSeconds]);
  expect(meta.annotations).toEqual(gpu.meta.annotations);
  expect(meta.annotations['cdk8s-llm/plan']).toContain('"verdict":"fits"');
});

test('one description gives the parallelism, the replicas and the rollout', () => {
  expect(resourceOf({ gpu: Gpu.l4().count(2), replicas: 3 })).toMatchObject({
    model: { name: 'Qwen/Qwen3-8B' },
    parallelism: { tensor: 2, pipeline: undefined },
    replicas: 3,
    rolling: { surge: 0, unavailable: 1 },
  });
  expect(resourceOf().rolling).toEqual({ surge: 0, unavailable: 1 });
  expect(resourceOf({ gpuPool: GpuPool.of(2).spare(1) }).rolling).toEqual({ surge: 1, unavailable: 0 });
});

test('two nodes are a leader and workers', () => {
  const { parallelism, pod, worker } = resourceOf(large);
  expect(parallelism).toEqual({ tensor: 8, pipeline: 2 });
  expect(pod.containers[0]!.args!.join(' ')).toContain('--nnodes 2 --node-rank $(LWS_WORKER_INDEX)');
  expect(worker!.containers[0]!.args).toEqual([...pod.containers[0]!.args!, '--headless']);
  expect([worker!.containers[0]!.readiness, resourceOf().worker]).toEqual([undefined, undefined]);
  expect(planOf(large).warnings).toContain(
    '"nodes" is 2, for which KServe asks for an LLMInferenceServiceConfig "kserve-config-llm-worker-pipeline-parallel" and ships none: an empty one will do',
  );
});

test('KServe names the Service, the container and the pods', () => {
  const { identity, resource, policies, rule } = planOf({ monitoring: {} });
  expect(identity.serviceName).toBe('chatbot-app-kserve-workload-svc');
  expect(resource.pod.containers[0]!.name).toBe('main');
  expect(policies[0]!.pods).toEqual({
    'app.kubernetes.io/name': 'chatbot-app',
    'app.kubernetes.io/instance': 'chatbot-app',
  });
  expect(rule!.alerts[0]!.query).toContain('pod=~"chatbot-app-kserve-[a-z0-9]+-[a-z0-9]+"');
  expect(planOf({ ...large, monitoring: {} }).rule!.alerts[0]!.query).toContain(
    'pod=~"chatbot-app-kserve-mn-[0-9]+(-[0-9]+)?"',
  );
});

test('the pods get the labels that KServe does not set, and by which the policies and the download find them', () => {
  expect(resourceOf({ labels: { team: 'search' } }).labels).toEqual({
    'app.kubernetes.io/instance': 'chatbot-app',
    'app.kubernetes.io/managed-by': 'cdk8s-llm',
    'cdk8s-llm/model': expect.any(String),
    team: 'search',
  });
});

test('what KServe joins with its own template keeps one source and one way to wait', () => {
  const { pod } = resourceOf({ cache: ModelCache.existing('weights') });
  const names = pod.volumes.map(({ name }) => name);
  expect(names).toEqual(['own-home', 'tmp', 'own-model-cache', 'compile-cache']);
  expect(pod.containers[0]!.mounts.map(({ volume }) => volume)).toEqual(names);
  expect(pod.preStopSleep).toBe(false);
  expect(resourceOf().pod.init[0]!.mounts[0]!.volume).toBe('own-model-cache');
});

test.each<[string, ModelCache, string]>([
  ['its own volume', shared, 'pvc://chatbot-app-cache/Qwen--Qwen3-8B--main'],
  ['a volume that is there', ModelCache.existing('weights', 'qwen'), 'pvc://weights/qwen'],
  ['the root of one', ModelCache.existing('weights'), 'pvc://weights/'],
  ['no volume', ModelCache.none(), 'hf://Qwen/Qwen3-8B'],
])('the URI says where the weights are: %s', (_, cache, uri) => {
  expect(resourceOf({ cache }).model.uri).toBe(uri);
});

test('the URI of the hub holds the revision', () => {
  const pinned = Model.named('Qwen/Qwen3-8B', 'v1');
  expect(resourceOf({ model: pinned, cache: ModelCache.none() }).model.uri).toBe('hf://Qwen/Qwen3-8B:v1');
});

test('an autoscaler is part of the resource, and owns the number of pods', () => {
  const autoscaling = Autoscaling.inference({
    ...{ minReplicas: 0, maxReplicas: 3 },
    demand: [DemandSignal.query('sum(x)', 4)],
  });
  const plan = planOf({ autoscaling, monitoring: {} });
  expect([plan.scaledObject, plan.hpa, plan.resource.replicas]).toEqual([undefined, undefined, undefined]);
  expect(plan.resource.scaling).toMatchObject({ min: 0, max: 3 });
  expect(plan.resource.scaling!.triggers[0]!.metadata['query']).toContain('pod=~"chatbot-app-kserve-');
  expect(plan.rule!.alerts.at(-3)!.query).toContain('deployment="chatbot-app-kserve"');
});

const cpu = Autoscaling.hpa({ maxReplicas: 2, requestsPerSecond: 5 });
const keda = Autoscaling.keda({ maxReplicas: 2, triggers: [{ type: 'rabbitmq', metadata: { queueName: 'asked' } }] });
const its = (key: string) => `"labels" must not hold ${key}: KServe sets it, and finds the pods by it`;
const name = 'a'.repeat(43);
const rules = test.each<[string, Partial<KServeInferenceProps>, ...string[]]>;

rules([
  [
    'a HorizontalPodAutoscaler',
    { autoscaling: cpu },
    '"autoscaling" must be Autoscaling.inference or Autoscaling.keda: KServe takes the triggers of KEDA',
  ],
  ['triggers of KEDA', { autoscaling: keda }],
  ['the label of a part', { labels: { 'app.kubernetes.io/part-of': 'shop' } }, its('app.kubernetes.io/part-of')],
  ['the label of a role', { labels: { 'llm-d.ai/role': 'both' } }, its('llm-d.ai/role')],
  ['a label of the team', { labels: { 'acme.io/part-of': 'shop' } }],
  [
    'the name of a configuration',
    { baseRefs: ['Team Config'] },
    '"baseRefs" must be names of LLMInferenceServiceConfigs, got "Team Config"',
  ],
  ['names of configurations', { baseRefs: ['team-router', 'l4'] }],
  [
    'the name of a Service, as other servers take it',
    { serviceName: 'llm' } as never,
    '"serviceName" must be left out: KServe decides it',
  ],
  ['no name of a Service', { serviceName: undefined } as never],
  ['a name of 43 characters', { name }],
  [
    'a name of 44 characters',
    { name: `${name}a` },
    `"name" must be 1 to 43 lower-case letters, digits and "-", beginning with a letter, got "${name}a"`,
  ],
  ['8 GPUs and 7 attention heads', { gpu: Gpu.l4().count(7) }, expect.stringContaining('does not fit') as never],
  [
    'a model that does not fit',
    { model: Model.named('Qwen/Qwen3-32B') },
    expect.stringContaining('"model" Qwen/Qwen3-32B on 1 × L4 does not fit:') as never,
  ],
  [
    'an argument that a prop governs',
    { extraArgs: ['--tensor-parallel-size', '2'] },
    '"extraArgs" must not hold --tensor-parallel-size: it comes from gpu',
  ],
])('KServeInference: %s', (_, props, ...violations) => {
  const given = verdict(() => planOf(props));
  if (typeof violations[0] === 'object') expect(given).toEqual(violations[0]);
  else expect(given).toBe(refusal('KServeInference', violations));
});
