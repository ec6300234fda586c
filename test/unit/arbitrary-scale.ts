import fc, { type Arbitrary } from 'fast-check';
import * as door from '../../lib';
import { key, mostly, number, replicas, some, text, wild } from './arbitrary';

const stateless = fc.constantFrom(
  door.AppPreset.streamlit(),
  door.AppPreset.gradio(),
  door.AppPreset.fastApi(),
  door.AppPreset.nextJs(),
  door.AppPreset.openWebUi().stateless(),
);
const bounds = mostly(
  fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 9, max: 100 })),
  fc.tuple(fc.nat(), fc.nat()),
).map(([minReplicas, maxReplicas]) => ({ minReplicas, maxReplicas }));
const trigger = fc.record({ type: text(/^[a-z][a-z-]{0,20}$/), metadata: fc.dictionary(key, fc.string()) });
const hour = (low: number, high: number) =>
  mostly(
    fc.tuple(fc.nat(59), fc.integer({ min: low, max: high })).map(([minute, hour]) => `${minute} ${hour} * * 1-5`),
    wild,
  );
const cron = fc.record({
  type: fc.constant('cron'),
  metadata: fc.record({
    start: hour(0, 11),
    end: hour(12, 23),
    timezone: mostly(fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata'), wild),
    desiredReplicas: mostly(fc.nat(9).map(String), wild),
  }),
});
export const autoscaling = fc.oneof(
  fc
    .tuple(
      bounds,
      fc.record({ cpuUtilization: number(1, 1000) }),
      some<Pick<door.HpaProps, 'memoryUtilization'>>({ memoryUtilization: number(1, 1000) }),
      fc.option(
        fc.record({ requestsPerSecond: number(1, 1_000_000), requestsPerSecondMetric: text(/^[a-z_]{1,20}$/) }),
        { nil: {} },
      ),
    )
    .map((parts) => door.Autoscaling.hpa(Object.assign({}, ...parts) as door.HpaProps)),
  fc
    .tuple(
      bounds,
      some<Pick<door.KedaProps, 'pollingSeconds' | 'cooldownSeconds'>>({
        pollingSeconds: number(1, 3600),
        cooldownSeconds: number(0, 86_400),
      }),
      fc.array(fc.oneof(trigger, cron), { minLength: 1, maxLength: 2 }),
    )
    .map(([range, more, triggers]) => door.Autoscaling.keda({ ...range, ...more, triggers })),
);

/** Who decides the number of pods: the caller, an autoscaler, or state that only one pod may have. */
export const scale: Arbitrary<Partial<door.LlmWebAppProps>> = fc.oneof(
  some({ replicas: replicas, preset: stateless }),
  fc.tuple(fc.record({ autoscaling }), some({ preset: stateless })).map(([one, other]) => ({ ...one, ...other })),
  fc.record({ preset: fc.constant(door.AppPreset.openWebUi()) }),
);
