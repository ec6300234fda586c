import { ENGINES } from '../../data/engines';
import { FITTED } from './fitted';

/** What changed in vLLM's own bookkeeping of memory, by version. */
export interface EngineMemory {
  readonly version: string;
  readonly utilization: number;
  /** Bytes per sequence and word while the profile run samples: logits, and what is made of them. */
  readonly samplerBytes: number;
  /** MiB of CUDA graphs per layer. */
  readonly graphMiB: number;
  /** GiB that a process takes beside torch: workspaces of kernels, handles. */
  readonly workspaceGiB: number;
  /** Whether the memory of CUDA graphs is taken from the budget before the cache is sized. */
  readonly graphsInBudget: boolean;
  /** Whether the printed tokens are concurrency times max-model-len, or those of the blocks that each group gets. */
  readonly tokensByConcurrency: boolean;
  /** Whether layers with a window forget what lies outside of it, in models that also have others. */
  readonly forgets: boolean;
  /** Scheduler steps whose tokens a layer with a window holds beside it, by the stages of the pipeline. */
  readonly stepsInFlight: (stages: number) => number;
  /** Whether it refuses to start when fewer states have room than sequences may run at once. */
  readonly countsStates: boolean;
  /** Blocks per sequence for a recurrent state: one to write beside the one that is kept for the prefix cache. */
  readonly stateBlocks: number;
  readonly paddedLatent: boolean;
  /** Whether products of latent attention's matrices are kept beside them. */
  readonly absorbsLatent: boolean;
  /** Whether it is the second engine, which compiles the model, cuts long prompts, and runs larger batches on large GPUs. */
  readonly second: boolean;
}

export const PINNED_VERSION = ENGINES.vllm.version;

/** Sorting all words, values beside places, and the same again as the sort's own room. */
const SORTED_BYTES = 38.6;
/** Logits as the model made them and in 32 bits, probabilities, noise. */
const UNSORTED_BYTES = 14;
/** The second model runner profiles with logits that nobody filters. */
const BARE_BYTES = 2;

/**
 * @param late Whether the model is one of those that got the second model runner last: mixtures of experts, recurrent ones.
 * @throws if it is not a version such as 0.32.0.
 */
export function engineMemory(version: string, capability = 8, late = false): EngineMemory {
  const [, major, minor] = /^v?(\d+)\.(\d+)(?:[.\w+-]*)$/.exec(version) ?? [];
  if (major === undefined)
    throw new Error(`"vllm-version" must be a version such as ${PINNED_VERSION}, got "${version}"`);
  const from = (needed: number) => Number(major) > 0 || Number(minor) >= needed;
  const secondRunner = from(late ? 29 : 25);
  // GPUs before Ampere kept the first engine longer.
  const second = from(capability >= 8 ? 8 : 10);
  return {
    version,
    utilization: from(24) ? 0.92 : 0.9,
    samplerBytes: secondRunner ? BARE_BYTES : from(17) ? UNSORTED_BYTES : SORTED_BYTES,
    // The second model runner came without the estimate, and learned it with 0.29.
    graphsInBudget: from(secondRunner ? 29 : 21),
    tokensByConcurrency: from(20),
    forgets: from(10),
    stepsInFlight: (stages) => (from(26) ? Math.max(stages + (secondRunner ? 1 : 0), 2) : 1),
    countsStates: from(17),
    stateBlocks: from(25) ? 2 : 1,
    paddedLatent: !from(8),
    absorbsLatent: !from(8),
    second,
    graphMiB: secondRunner ? FITTED.secondRunnerGraph : second ? FITTED.secondEngineGraph : FITTED.firstEngineGraph,
    workspaceGiB: from(21) ? FITTED.lateWorkspace : from(7) ? FITTED.earlyWorkspace : FITTED.firstWorkspace,
  };
}
