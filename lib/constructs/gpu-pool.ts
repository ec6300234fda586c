import type { IConstruct } from 'constructs';
import { GpuPool } from '../values/gpu-pool';

interface Claim {
  readonly taker: IConstruct;
  readonly gpus: number;
}

const claims = new WeakMap<GpuPool, Claim[]>();

/** Servers that were given the same pool share it; the last of them would stay Pending if it is too small. */
export function claimGpus(taker: IConstruct, pool: GpuPool, gpus: number): void {
  const others = (claims.get(pool) ?? []).filter((other) => other.taker.node.root === taker.node.root);
  const sum = others.reduce((total, other) => total + other.gpus, gpus + pool.spareGpus);
  if (pool.gpus !== undefined && others.length > 0 && sum > pool.gpus) {
    const shares = others.map((other) => `${other.taker.node.path} takes ${other.gpus}`).join(', ');
    const spare = pool.spareGpus > 0 ? `, with ${pool.spareGpus} to spare` : '';
    throw new Error(
      `${taker.node.path} (${taker.constructor.name}): 1 problem\n  - "gpuPool" has ${pool.gpus} GPUs: ${shares}, and ${gpus} more ` +
        `${gpus === 1 ? 'makes' : 'make'} ${sum}${spare}; declare those, or fewer replicas`,
    );
  }
  claims.set(pool, [...others, { taker, gpus }]);
}
