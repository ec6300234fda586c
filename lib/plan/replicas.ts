import type { GpuInferenceProps } from '../props/gpu-inference-props';
import type { GpuPool } from '../values/gpu-pool';
import { DeploymentPlan } from './objects';
import { Problems } from './problems';
import { checkWhole, isWhole } from './syntax';

/** How many pods there are, and how one generation of them follows another. */
export interface ReplicasPlan {
  /** For the manifest; undefined when an autoscaler owns the number. */
  readonly replicas?: number;
  readonly fewest: number;
  readonly most: number;
  /** Pods beside those, while a rollout goes on. */
  readonly surge: number;
  readonly rolling: DeploymentPlan['rolling'];
}

export function planReplicas(problems: Problems, props: GpuInferenceProps): ReplicasPlan {
  const { autoscaling, gpu, gpuPool, nodes = 1 } = props;
  const each = (gpu?.amount ?? 0) * nodes;
  const replicas = props.replicas ?? 1;
  checkWhole(problems, 'replicas', replicas, 0, 100);
  const fewest = autoscaling?.minReplicas ?? replicas;
  const most = autoscaling?.maxReplicas ?? replicas;
  if (gpuPool && !gpu) problems.add('"gpuPool" is there and "gpu" is not: on the CPU a server takes none of them');
  if (gpuPool && gpu) checkPool(problems, gpuPool, each, most);
  const surge = gpuPool && gpu && nodes === 1 ? surgeOf(problems, gpuPool, each, most) : 0;
  return { replicas: autoscaling ? undefined : replicas, fewest, most, surge, rolling: rollingOf(most, surge) };
}

/** Without a spare GPU a new pod would wait for the one that the old pod holds, so the old one ends first. */
function rollingOf(most: number, surge: number): ReplicasPlan['rolling'] {
  if (surge > 0) return { surge, unavailable: 0 };
  return most > 1 ? { surge: 0, unavailable: 1 } : undefined;
}

/** It holds the most replicas and the spare GPUs, too, or the last ones stay Pending. */
function checkPool(problems: Problems, { gpus = Infinity, spareGpus }: GpuPool, each: number, most: number): void {
  const all = Math.min(gpus, 10_000);
  if (gpus !== Infinity) checkWhole(problems, 'gpuPool', gpus, 1, 10_000);
  checkWhole(problems, 'gpuPool.spare', spareGpus, 0, all, spareGpus > gpus ? 'the pool has no more' : undefined);
  const demand = most * each + spareGpus;
  if (spareGpus > gpus || !(demand > gpus)) return;
  const spare = spareGpus > 0 ? ` and ${spareGpus} spare` : '';
  problems.add(
    `"gpuPool" has ${gpus} GPUs, and ${most} replicas of ${each}${spare} take ${demand}: declare those${instead(gpus, spareGpus, each)}`,
  );
}

function instead(gpus: number, spareGpus: number, each: number): string {
  const room = Math.floor((gpus - spareGpus) / each);
  if (room > 0) return `, or at most ${room} replicas`;
  return each > gpus ? '; not even one replica fits' : `, or spare at most ${gpus - each}`;
}

function surgeOf(problems: Problems, { gpus, spareGpus }: GpuPool, gpusPerReplica: number, most: number): number {
  if (gpus === undefined && spareGpus === 0) return 1;
  if (!isWhole(spareGpus, 1, 10_000)) return 0;
  if (spareGpus < gpusPerReplica)
    problems.warn(
      `"gpuPool" spares ${spareGpus} and a replica takes ${gpusPerReplica}: a rollout ends a pod before it starts the next`,
    );
  return Math.min(Math.floor(spareGpus / gpusPerReplica), Math.max(most, 1));
}
