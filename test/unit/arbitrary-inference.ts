import { Duration } from 'cdk8s';
import fc, { type Arbitrary } from 'fast-check';
import * as door from '../../lib';
import { mostly, name, number, replicas, some, text, theirs } from './arbitrary';
import { monitoring } from './arbitrary-monitoring';
import { autoscaling as anyScaling } from './arbitrary-scale';

export type Scaled = Pick<door.GpuInferenceProps, 'replicas' | 'autoscaling' | 'monitoring' | 'gpuPool'>;

const time = fc.constantFrom('0 8 * * 1-5', '30 9 * * *', '0 22 1 * *');
const demand = mostly(
  fc.oneof(
    fc.tuple(name, fc.option(theirs, { nil: undefined })).map((names) => door.DemandSignal.questions(...names)),
    fc
      .tuple(text(/^sum\(rate\(asked_total\[\dm\]\)\)$/), fc.double({ min: 0.1, max: 99, noNaN: true }))
      .map((query) => door.DemandSignal.query(...query)),
    fc
      .tuple(
        fc.record({ timezone: fc.constantFrom('UTC', 'Europe/Berlin'), start: time }),
        some({ replicas: number(1, 9) }),
      )
      .map(([window, more]) => door.DemandSignal.schedule({ ...window, end: '0 23 * * *', ...more })),
    fc.constant(door.DemandSignal.trigger({ type: 'rabbitmq', metadata: { queueName: 'asked' } })),
  ),
  fc.constantFrom(door.DemandSignal.query('vllm:num_requests_waiting', 5), door.DemandSignal.questions('A_b')),
);
const bounds = mostly(
  fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 3, max: 50 })),
  fc.tuple(fc.nat(), fc.nat()),
).map(([minReplicas, maxReplicas]) => ({ minReplicas, maxReplicas }));

/** Not every engine tells how much of its KV cache is in use. */
const usage = some<Pick<door.InferenceScalingProps, 'kvCachePercent'>>({ kvCachePercent: number(1, 100) });
const silent = mostly(fc.constant<Pick<door.InferenceScalingProps, 'kvCachePercent'>>({}), usage);
const inference = (told: Arbitrary<Pick<door.InferenceScalingProps, 'kvCachePercent'>>) =>
  fc
    .tuple(
      bounds,
      fc.record({
        demand: mostly(fc.array(demand, { minLength: 1, maxLength: 2 }), fc.constant<door.DemandSignal[]>([])),
      }),
      some<Pick<door.InferenceScalingProps, 'waitingRequests' | 'prometheusUrl' | 'pollingSeconds' | 'cooldown'>>({
        waitingRequests: number(1, 10_000),
        prometheusUrl: text(/^https?:\/\/[a-z]{1,9}\.team(:9090)?(\/api)?$/),
        pollingSeconds: number(1, 3600),
        cooldown: mostly(fc.integer({ min: 3600, max: 86_400 }), fc.nat({ max: 3600 })).map((n) => Duration.seconds(n)),
      }),
      told,
    )
    .map((parts) => door.Autoscaling.inference(Object.assign({}, ...parts) as door.InferenceScalingProps));

const pool = mostly(
  fc
    .tuple(fc.integer({ min: 1700, max: 10_000 }), fc.constantFrom(0, 8, 16))
    .map(([gpus, spare]) => door.GpuPool.of(gpus).spare(spare)),
  fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 9 })).map(([gpus, spare]) => door.GpuPool.of(gpus).spare(spare)),
);
const byRequests = fc
  .tuple(
    fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 3, max: 50 })),
    fc.record({ requestsPerSecond: number(1, 1_000_000) }),
  )
  .map(([[minReplicas, maxReplicas], target]) => door.Autoscaling.hpa({ minReplicas, maxReplicas, ...target }));

/** One pod, or none. */
export const one: Arbitrary<Scaled> = some<Pick<Scaled, 'replicas'>>({
  replicas: mostly(fc.nat({ max: 1 }), replicas),
});

/** As many pods as the caller says, at most so many that they find their GPUs. */
export const replicated: Arbitrary<Scaled> = some<Pick<Scaled, 'replicas' | 'gpuPool'>>({
  replicas,
  gpuPool: fc.oneof(pool, fc.constant(door.GpuPool.elastic())),
});

/** As many as an autoscaler says. */
export const scaled = (tellsCache: boolean): Arbitrary<Scaled> =>
  fc
    .tuple(
      fc.record({
        autoscaling: fc.oneof(
          { weight: 12, arbitrary: inference(tellsCache ? usage : silent) },
          { weight: 2, arbitrary: byRequests },
          { weight: 1, arbitrary: anyScaling },
        ),
        monitoring,
      }),
      some<Pick<Scaled, 'gpuPool'>>({ gpuPool: pool }),
    )
    .map(([props, more]) => ({ ...props, ...more }));
