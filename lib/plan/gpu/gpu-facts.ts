/** One GPU as the planner sees it. */
export interface GpuFacts {
  readonly product: string;
  /** What CUDA or ROCm shows, not the nominal size. */
  readonly gib: number;
  /** Compute capability as NVIDIA counts it. */
  readonly capability: number;
  /** Whether GPUs of one node talk over NVLink or its like. */
  readonly linked: boolean;
  /** A part of a GPU, which cannot be joined with another. */
  readonly slice: boolean;
  /** What was taken for granted of it. */
  readonly assumption?: string;
}
