import { Size } from 'cdk8s';
import { Cpu, PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import fc, { type Arbitrary } from 'fast-check';
import * as door from '../../lib';
import { mebibytes, mostly, name, number, secretValue, seconds, some, text } from './arbitrary';
import { embedders, generators, groups, type Hardware } from './arbitrary-hardware';
import { monitoring } from './arbitrary-monitoring';
import { one, replicated, scaled, type Scaled } from './arbitrary-inference';
import { workload } from './arbitrary-workload';

const { READ_WRITE_MANY, READ_WRITE_ONCE } = PersistentVolumeAccessMode;

const hub = { hfToken: secretValue, endpoint: mostly(fc.constant('https://hub.acme.io'), fc.constant('hub')) };
const download = (accessMode: Arbitrary<PersistentVolumeAccessMode>) =>
  fc
    .tuple(
      fc.record({ accessMode }),
      some<Omit<door.ModelDownloadOptions, 'accessMode'>>({
        ...hub,
        size: mostly(mebibytes(400_000, 1_000_000), mebibytes(1, 16_384)),
        storageClassName: name,
        removeOthers: fc.boolean(),
      }),
    )
    .map(([mode, options]) => door.ModelCache.download({ ...options, ...mode }));
const elsewhere = fc.oneof(
  text(/^[a-z]{1,9}(\/[a-z]{1,9})?$/).map((folder) => door.ModelCache.existing('team-models', folder)),
  some<door.ModelHubOptions>(hub).map((options) => door.ModelCache.none(options)),
);
const ofOnePod = fc.oneof(download(fc.constantFrom(READ_WRITE_ONCE, READ_WRITE_MANY)), elsewhere);
const ofManyPods = mostly(fc.oneof(download(fc.constant(READ_WRITE_MANY)), elsewhere), ofOnePod);

const resources = some<NonNullable<door.GpuInferenceProps['resources']>>({
  cpu: fc.integer({ min: 500, max: 64_000 }).map((millis) => ({ request: Cpu.millis(millis) })),
  memory: mostly(
    fc.integer({ min: 48, max: 512 }).map((gib) => ({ limit: Size.gibibytes(gib) })),
    mebibytes(1, 30_000).map((limit) => ({ limit })),
  ),
  ephemeralStorage: mebibytes(1, 10_000).map((request) => ({ request, limit: request })),
});

const rest = {
  ...workload,
  resources,
  servedModelName: text(/^[a-zA-Z0-9][\w./:@-]{0,40}$/),
  apiKey: secretValue,
  startupTimeout: seconds,
  drain: seconds,
  sharedMemory: mostly(mebibytes(1, 900), mebibytes(1, 90_000)),
  runtimeClassName: name,
};

type Parts = [hardware: Hardware, scale: Scaled, cache: Pick<door.GpuInferenceProps, 'cache' | 'monitoring'>];

const autoscaled = (hardware: Hardware): Arbitrary<Parts> => {
  const tellsCache = ['vllm', 'sglang'].includes(hardware.engine?.name ?? 'vllm');
  return fc.tuple(fc.constant(hardware), scaled(tellsCache), fc.record({ cache: ofManyPods }));
};

/** One pod with any cache, or several with one that they share. */
const servers = (hardware: Arbitrary<Hardware>): Arbitrary<Parts> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.tuple(hardware, one, some({ cache: ofOnePod, monitoring })) },
    { weight: 2, arbitrary: fc.tuple(hardware, replicated, fc.record({ cache: ofManyPods })) },
    { weight: 3, arbitrary: hardware.chain(autoscaled) },
  );
const grouped: Arbitrary<Parts> = fc.tuple(groups, replicated, fc.record({ cache: ofManyPods }));
const together = (parts: Arbitrary<Parts>): Arbitrary<door.GpuInferenceProps> =>
  fc
    .tuple(parts, some(rest), mostly(fc.constant(true), fc.constant(false)))
    .map(([[hardware, scale, cache], props, sensible]) => {
      const gpuPool = sensible && !hardware.gpu ? undefined : scale.gpuPool;
      return { ...props, ...hardware, ...scale, ...cache, gpuPool };
    });

export const gpuInference = together(
  fc.oneof({ weight: 9, arbitrary: servers(generators) }, { weight: 1, arbitrary: grouped }),
);

/** KServe names the Service, the container and the pods itself. */
export const kserveInference: Arbitrary<door.KServeInferenceProps> = fc
  .tuple(
    gpuInference,
    some<Pick<door.KServeInferenceProps, 'baseRefs'>>({ baseRefs: fc.array(name, { maxLength: 2 }) }),
  )
  .map(([props, more]) => ({
    ...props,
    serviceName: undefined,
    containerName: undefined,
    selector: undefined,
    ...more,
  }));

export const embeddingInference: Arbitrary<door.EmbeddingInferenceProps> = fc
  .tuple(
    together(servers(embedders)),
    some<Pick<door.EmbeddingInferenceProps, 'embeddingDimensions'>>({ embeddingDimensions: number(1, 384) }),
  )
  .map(([props, more]) => ({ ...props, ...more }));
