import type { GpuInferenceProps } from '../props/gpu-inference-props';
import { ContainerPlan } from './objects';
import { Part } from './part';
import { Problems } from './problems';
import { inMebibytes, mebibytes, memoryLimitOf } from './quantities';

/** MiB of `/dev/shm` beyond what every container has. */
export function sharedMebibytes({ sharedMemory, gpu }: GpuInferenceProps): number {
  return inMebibytes(sharedMemory) ?? ((gpu?.amount ?? 0) > 1 ? 8192 : 0);
}

/** NCCL talks over `/dev/shm`; the runtime's 64 MiB are too few for more than one GPU. */
export function planSharedMemory(problems: Problems, props: GpuInferenceProps, container: ContainerPlan): Part {
  const size = sharedMebibytes(props);
  if (size === 0) return {};
  const limit = memoryLimitOf(container.resources);
  problems.require(
    Number.isInteger(size) && size < limit,
    'sharedMemory',
    `whole MiB below the memory limit of ${mebibytes(limit)}, against which it counts`,
    mebibytes(size),
  );
  return {
    volumes: [{ name: 'shared-memory', emptyDir: { memory: true, sizeLimit: mebibytes(size) } }],
    mounts: [{ volume: 'shared-memory', path: '/dev/shm' }],
  };
}
