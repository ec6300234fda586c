import { GpuProps } from './gpu-props';

/**
 * A GPU product and how many of them one replica takes.
 *
 * The value carries what the product needs on Kubernetes: the extended resource, and the taint that GPU nodes have.
 *
 * @see https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/
 */
export class Gpu {
  /** NVIDIA T4. */
  public static t4(): Gpu {
    return Gpu.of({ product: 'T4' });
  }
  /** NVIDIA A10G. */
  public static a10g(): Gpu {
    return Gpu.of({ product: 'A10G' });
  }
  /** NVIDIA L4. */
  public static l4(): Gpu {
    return Gpu.of({ product: 'L4' });
  }
  /** NVIDIA L40S. */
  public static l40s(): Gpu {
    return Gpu.of({ product: 'L40S' });
  }
  /** NVIDIA A100, 80 GB. */
  public static a100Gb80(): Gpu {
    return Gpu.of({ product: 'A100-80GB' });
  }
  /** NVIDIA H100, 80 GB. */
  public static h100(): Gpu {
    return Gpu.of({ product: 'H100-80GB' });
  }
  /** NVIDIA H200, 141 GB. */
  public static h200(): Gpu {
    return Gpu.of({ product: 'H200-141GB' });
  }

  /** Any other NVIDIA GPU, or a MIG slice by its resource name. */
  public static of(props: GpuProps): Gpu {
    return new Gpu(props.product, props.resourceName ?? 'nvidia.com/gpu', 1);
  }

  private constructor(
    /** What people call it, written on the Deployment for its readers. */
    public readonly product: string,
    /** The extended resource that its device plugin offers. */
    public readonly resourceName: string,
    /** How many of them one replica takes. */
    public readonly amount: number,
  ) {}

  /**
   * The same product, several of them: the model is split over them by tensor parallelism.
   *
   * @param amount A whole number; it must divide the attention heads of the model.
   */
  public count(amount: number): Gpu {
    return new Gpu(this.product, this.resourceName, amount);
  }
}
