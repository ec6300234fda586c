import { ENGINES } from '../../data/engines';

/** What changed in vLLM's own bookkeeping of memory, by version. */
export interface EngineMemory {
  readonly version: string;
  readonly utilization: number;
  /** Bytes per sequence and word while the profile run samples: logits, their sort, sums, masks. */
  readonly samplerBytes: number;
  /** Whether the memory of CUDA graphs is taken from the budget before the cache is sized. */
  readonly graphsInBudget: boolean;
  /** Whether the printed tokens are concurrency times max-model-len, or blocks over all layers. */
  readonly tokensByConcurrency: boolean;
  readonly paddedLatent: boolean;
  /** Whether products of latent attention's matrices are kept beside them. */
  readonly absorbsLatent: boolean;
  /** Whether long prompts are cut into chunks, and large GPUs get larger batches, by default. */
  readonly chunked: boolean;
  /** Also on GPUs before Ampere, which kept the first engine longer. */
  readonly chunkedEverywhere: boolean;
}

export const PINNED_VERSION = ENGINES.vllm.version;

/** @throws if it is not a version such as 0.32.0. */
export function engineMemory(version: string): EngineMemory {
  const [, major, minor] = /^v?(\d+)\.(\d+)(?:[.\w+-]*)$/.exec(version) ?? [];
  if (major === undefined)
    throw new Error(`"vllm-version" must be a version such as ${PINNED_VERSION}, got "${version}"`);
  const from = (needed: number) => Number(major) > 0 || Number(minor) >= needed;
  return {
    version,
    utilization: from(24) ? 0.92 : 0.9,
    samplerBytes: from(12) ? 27 : 38.6,
    graphsInBudget: from(21),
    tokensByConcurrency: from(20),
    paddedLatent: !from(8),
    absorbsLatent: !from(8),
    chunked: from(8),
    chunkedEverywhere: from(10),
  };
}
