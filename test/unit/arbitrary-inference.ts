import { Duration } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import fc, { type Arbitrary } from 'fast-check';
import * as door from '../../lib';
import { args, mostly, name, number, replicas, some, text, theirs } from './arbitrary';
import { monitoring } from './arbitrary-monitoring';
import { autoscaling as anyScaling } from './arbitrary-scale';

export type Scaled = Pick<door.GpuInferenceProps, 'replicas' | 'autoscaling' | 'monitoring' | 'cache' | 'gpuPool'>;

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

const inference = fc
  .tuple(
    bounds,
    fc.record({
      demand: mostly(fc.array(demand, { minLength: 1, maxLength: 2 }), fc.constant<door.DemandSignal[]>([])),
    }),
    some<
      Pick<
        door.InferenceScalingProps,
        'waitingRequests' | 'kvCachePercent' | 'prometheusUrl' | 'pollingSeconds' | 'cooldown'
      >
    >({
      waitingRequests: number(1, 10_000),
      kvCachePercent: number(1, 100),
      prometheusUrl: text(/^https?:\/\/[a-z]{1,9}\.team(:9090)?(\/api)?$/),
      pollingSeconds: number(1, 3600),
      cooldown: mostly(fc.integer({ min: 3600, max: 86_400 }), fc.nat({ max: 3600 })).map((n) => Duration.seconds(n)),
    }),
  )
  .map((parts) => door.Autoscaling.inference(Object.assign({}, ...parts) as door.InferenceScalingProps));

const pool = mostly(
  fc
    .tuple(fc.integer({ min: 1700, max: 10_000 }), fc.constantFrom(0, 8, 16))
    .map(([gpus, spare]) => door.GpuPool.of(gpus).spare(spare)),
  fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 9 })).map(([gpus, spare]) => door.GpuPool.of(gpus).spare(spare)),
);
const shared = { cache: door.ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }) };

/** How many pods there are, and who looks at them. */
export const scale: Arbitrary<Scaled> = fc.oneof(
  some<Pick<Scaled, 'monitoring'>>({ monitoring }),
  fc
    .tuple(
      some<Pick<Scaled, 'replicas' | 'gpuPool'>>({
        replicas,
        gpuPool: fc.oneof(pool, fc.constant(door.GpuPool.elastic())),
      }),
    )
    .map(([props]) => ({ ...shared, ...props })),
  fc
    .tuple(
      fc.record({ autoscaling: mostly(inference, anyScaling), monitoring }),
      some<Pick<Scaled, 'gpuPool'>>({ gpuPool: pool }),
    )
    .map(([props, more]) => ({ ...shared, ...props, ...more })),
);

const whole = fc.integer({ min: 1, max: 512 }).map(String);
const option = fc.oneof(
  fc.constantFrom(
    ...[
      ['--enforce-eager'],
      ['--no-enable-prefix-caching'],
      ['-ep'],
      ['-O3'],
      ['--kv-cache-dtype=fp8'],
      ['--dtype', 'half'],
    ],
    ...[['--compilation-config', '{"mode": 3}'], ['-cc.mode=3'], ['--hf-overrides.rope_theta', '1e6']],
    ...[
      ['--tool-call-parser', 'hermes', '--enable-auto-tool-choice'],
      ['--root-path', '$(HOME)'],
      ['--response-role', ''],
    ],
  ),
  fc.tuple(fc.constantFrom('--max-num-seqs', '--max_loras', '--seed', '--block-size'), whole),
  fc.tuple(fc.constantFrom('--chat-template-content-format', '--convert'), fc.constant('auto')),
  fc.tuple(fc.constant('--cudagraph-capture-sizes'), whole, whole),
  whole.map((size) => [`--max-logprobs=${size}`]),
);

/** Further arguments of vLLM. */
export const options: Arbitrary<string[]> = mostly(
  fc.array(option, { maxLength: 3 }).map((words) => words.flat()),
  args.filter((words) => words.length > 0),
);
