/** What the engine needs of the node beside its GPUs. */
export interface Host {
  readonly cpus: number;
  /** What its processes hold, and what it was told to keep in the node's memory. */
  readonly memoryMiB: number;
  /** Above it the kernel kills: room for the checkpoint's pages, which every rank reads and the kernel may drop. */
  readonly memoryLimitMiB: number;
}

/**
 * The API server, the engine's core, and each rank in a process of its own: vLLM's documentation asks for 2 + N cores. A rank of
 * a large model was seen to hold 3.1 GiB of its own, and on one GPU all together 4 GiB.
 *
 * @see https://docs.vllm.ai/en/stable/configuration/optimization/
 * @see https://github.com/vllm-project/vllm/issues/57469
 * @see https://github.com/vllm-project/vllm/issues/3035
 */
const PROCESSES_GIB = 4;
const RANK_GIB = 4;

export function hostOf(gpus: number, checkpointGiB: number, keptGiB: number): Host {
  const memoryGiB = PROCESSES_GIB + gpus * RANK_GIB + Math.ceil(keptGiB);
  const limitGiB = memoryGiB + Math.ceil(checkpointGiB);
  return { cpus: 2 + gpus, memoryMiB: 1024 * memoryGiB, memoryLimitMiB: 1024 * limitGiB };
}
