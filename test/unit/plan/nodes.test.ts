import { Duration } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { planEmbeddingInference } from '../../../lib/plan/embedding-inference';
import { planGpuInference } from '../../../lib/plan/gpu-inference';
import type { GpuInferenceProps } from '../../../lib/props/gpu-inference-props';
import { Autoscaling } from '../../../lib/values/autoscaling';
import { DemandSignal } from '../../../lib/values/demand-signal';
import { Engine } from '../../../lib/values/engine';
import { Gpu } from '../../../lib/values/gpu';
import { GpuPool } from '../../../lib/values/gpu-pool';
import { Model } from '../../../lib/values/model';
import { ModelCache } from '../../../lib/values/model-cache';
import { programOf, refusal, siteOf, verdict } from './site';

const model = Model.named('meta-llama/Llama-3.3-70B-Instruct');
const cache = ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY });
const base = { model, gpu: Gpu.l4().count(8), nodes: 2, cache };
const planOf = (props: Partial<GpuInferenceProps> = {}) =>
  planGpuInference(siteOf('GpuInference'), { ...base, ...props }, () => programOf('download-model'));
const groupOf = (props: Partial<GpuInferenceProps> = {}) => planOf(props).group!;

test('two nodes are a group of two pods, whose layers are split over the nodes', () => {
  const { meta, size, replicas, leader } = groupOf({ replicas: 3 });
  expect([meta.name, size, replicas]).toEqual(['chatbot-app-nodes', 2, 3]);
  expect(leader.containers[0]?.args?.join(' ')).toContain(
    '--tensor-parallel-size 8 --pipeline-parallel-size 2 --distributed-executor-backend mp ' +
      '--nnodes 2 --node-rank $(LWS_WORKER_INDEX) --master-addr $(LWS_LEADER_ADDRESS) --max-model-len 131072',
  );
  expect(leader.containers[0]?.resources.limits).toMatchObject({ 'nvidia.com/gpu': '8' });
  expect(meta.annotations['cdk8s-llm/gpu']).toBe('2 x 8 x L4');
  expect(JSON.parse(meta.annotations['cdk8s-llm/plan']!)).toMatchObject({ gpus: { perReplica: 16, replicas: 3 } });
});

test('a worker serves nothing, and works for as long as its leader drains', () => {
  const { leader, worker } = groupOf({ drain: Duration.seconds(60) });
  const [one, other] = [leader.containers[0]!, worker.containers[0]!];
  expect(other.args).toEqual([...one.args!, '--headless']);
  expect([other.ports, other.startup, other.readiness, other.liveness]).toEqual([[], undefined, undefined, undefined]);
  expect([one.preStopSeconds, other.preStopSeconds]).toEqual([5, 65]);
  expect(worker.graceSeconds).toBe(leader.graceSeconds);
});

test('the Service leads to leaders, and all ports are open among the members', () => {
  const { service, policies, identity, group } = planOf();
  expect(service.selector).toEqual({ ...identity.selector, 'cdk8s-llm/node': 'leader' });
  expect([group!.leader.labels['cdk8s-llm/node'], group!.worker.labels['cdk8s-llm/node']]).toEqual([
    'leader',
    'worker',
  ]);
  const members = { peers: [{ pods: identity.selector }], ports: [] };
  expect(policies[0]?.ingress).toEqual([members]);
  expect(policies[0]?.egress).toContainEqual(members);
});

test('queries find the pods of groups by the names that their controller gives them, and no others', () => {
  const { rule } = planOf({ monitoring: {} });
  const [, pods] = /pod=~"([^"]+)"/.exec(rule!.alerts[0]!.query)!;
  expect(pods).toBe('chatbot-app-nodes-[0-9]+(-[0-9]+)?');
  // Prometheus matches whole names.
  const found = (name: string) => new RegExp(`^(?:${pods})$`).test(name);
  expect(['chatbot-app-nodes-0', 'chatbot-app-nodes-0-1', 'chatbot-app-nodes-12-3'].filter(found)).toHaveLength(3);
  expect(['chatbot-app-7d9f8b6c5-x2z4q', 'chatbot-app-nodes-0-1-2', 'chatbot-app-nodes'].filter(found)).toEqual([]);
});

test('one node is no group', () => {
  expect(planOf({ nodes: 1, model: Model.named('Qwen/Qwen3-8B') }).group).toBeUndefined();
});

const inference = Autoscaling.inference({ maxReplicas: 2, demand: [DemandSignal.query('sum(x)', 4)] });
const alone = (nodes: number, why: string) => `"nodes" must be 1, got ${nodes}: ${why}`;
const rules = test.each<[string, Partial<GpuInferenceProps>, ...string[]]>;

rules([
  ['32 nodes', { nodes: 32 }],
  ['33 nodes', { nodes: 33 }, '"nodes" must be a whole number from 1 to 32, got 33'],
  ['SGLang', { engine: Engine.sglang() }, alone(2, 'only vLLM is split over nodes here')],
  ['SGLang on one node', { engine: Engine.sglang(), nodes: 1, model: Model.named('Qwen/Qwen3-8B') }],
  [
    'an autoscaler',
    { autoscaling: inference, monitoring: {} },
    alone(2, '"autoscaling" scales a Deployment; set "replicas"'),
  ],
  [
    'more stages than layers',
    { model: Model.named('Qwen/Qwen2.5-0.5B-Instruct'), gpu: Gpu.l4().count(2), nodes: 25 },
    expect.stringContaining("25 pipeline stages are more than the model's 24 layers") as never,
  ],
  [
    'a pool that is too small',
    { gpuPool: GpuPool.of(15) },
    '"gpuPool" has 15 GPUs, and 1 replicas of 16 take 16: declare those; not even one replica fits',
  ],
  ['a pool that is large enough', { gpuPool: GpuPool.of(16) }],
  [
    'a volume for one node',
    { cache: ModelCache.download() },
    '"cache" is ReadWriteOnce and there may be 2 pods at a time: those on other nodes cannot mount it; set "accessMode" to READ_WRITE_MANY with a StorageClass that offers it',
  ],
  ['the rank', { extraArgs: ['--node-rank', '1'] }, '"extraArgs" must not hold --node-rank: it comes from nodes'],
])('nodes: %s', (_, props, ...violations) => {
  const given = verdict(() => planOf(props));
  if (typeof violations[0] === 'object') expect(given).toEqual(violations[0]);
  else expect(given).toBe(refusal('GpuInference', violations));
});

test('an embedding model fits one node', () => {
  const props = { ...base, model: Model.named('BAAI/bge-m3') };
  expect(
    verdict(() => planEmbeddingInference(siteOf('EmbeddingInference'), props, () => programOf('download-model'))),
  ).toContain('"nodes" must be 1, got 2: an embedding model fits one node');
});
