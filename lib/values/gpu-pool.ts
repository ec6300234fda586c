/**
 * The GPUs of one product that the cluster has for the servers of a program. Several servers may be given the same value:
 * they share it.
 */
export class GpuPool {
  /**
   * That many, and no more.
   *
   * @param gpus A whole number, 1 to 10000.
   */
  public static of(gpus: number): GpuPool {
    return new GpuPool(gpus, 0);
  }

  /** Nodes are added when a pod asks for their GPUs, so a rollout starts the new pod before it ends the old one. */
  public static elastic(): GpuPool {
    return new GpuPool();
  }

  private constructor(
    /** How many there are; undefined when nodes are added on demand. */
    public readonly gpus?: number,
    /** How many of them replicas leave free for rollouts. */
    public readonly spareGpus: number = 0,
  ) {}

  /**
   * The same pool, of which the replicas leave some GPUs free: a rollout starts new pods on them before it ends old ones.
   *
   * @param gpus A whole number, at most all of them; for one pod at a time, as many as a replica takes.
   */
  public spare(gpus: number): GpuPool {
    return new GpuPool(this.gpus, gpus);
  }
}
