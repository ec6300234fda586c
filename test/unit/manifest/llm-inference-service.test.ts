import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import {
  Autoscaling,
  DemandSignal,
  Gpu,
  KServeInference,
  type KServeInferenceProps,
  Model,
  ModelCache,
} from '../../../lib';
import { find, synth } from '../synth';

const shared = ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY });
const specOf = (props: Partial<KServeInferenceProps> = {}) => {
  const all = { model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.l4(), cache: shared, ...props };
  return find(
    synth((chart) => new KServeInference(chart, 'llm', all)),
    'LLMInferenceService/chatbot-llm',
  ).spec;
};
const demand = [DemandSignal.query('sum(x)', 4)];
const scaled = (minReplicas: number) => ({
  monitoring: {},
  autoscaling: Autoscaling.inference({ minReplicas, maxReplicas: 3, demand }),
});

test('a number of replicas stands alone, and KServe fetches nothing', () => {
  const { replicas, scaling, storageInitializer } = specOf({ replicas: 2 });
  expect([replicas, scaling, storageInitializer]).toEqual([2, undefined, { enabled: false }]);
});

test('a server that may sleep has a fewest of one, and none when it is idle', () => {
  const { replicas, scaling } = specOf(scaled(0));
  expect(replicas).toBeUndefined();
  expect(scaling).toMatchObject({ minReplicas: 1, maxReplicas: 3, keda: { idleReplicaCount: 0, pollingInterval: 15 } });
  expect(scaling.keda.triggers).toHaveLength(3);
});

test('one that may not sleep is never idle', () => {
  const { scaling } = specOf(scaled(2));
  expect([scaling.minReplicas, scaling.keda.idleReplicaCount]).toEqual([2, undefined]);
});

test('the HPA has an empty name, which a rule of the resource reads', () => {
  expect(specOf(scaled(1)).scaling.keda.advanced.horizontalPodAutoscalerConfig).toEqual({
    name: '',
    behavior: {
      scaleDown: {
        stabilizationWindowSeconds: expect.any(Number),
        policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
      },
    },
  });
  const keda = Autoscaling.keda({ maxReplicas: 2, triggers: [{ type: 'rabbitmq', metadata: { queueName: 'asked' } }] });
  expect(specOf({ autoscaling: keda }).scaling.keda.advanced).toBeUndefined();
});

test('the pods wait by a command before SIGTERM, as in the template over which they are laid', () => {
  expect(specOf().template.containers[0].lifecycle.preStop).toEqual({ exec: { command: ['sleep', '5'] } });
});

test('the labels of the pods are not those of KServe, and the configurations are named', () => {
  const { labels, baseRefs } = specOf({ baseRefs: ['team-router'] });
  expect(Object.keys(labels).sort()).toEqual([
    'app.kubernetes.io/instance',
    'app.kubernetes.io/managed-by',
    'cdk8s-llm/model',
  ]);
  expect([baseRefs, specOf().baseRefs]).toEqual([[{ name: 'team-router' }], undefined]);
});
