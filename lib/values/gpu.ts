import { given, isObject, isText } from '../data/given';
import { GpuFigures, gpuNamed } from '../data/gpus';
import { GpuProps } from './gpu-props';

/** How Kubernetes knows the GPUs of a maker. */
interface GpuPlatform {
  readonly resourceName: string;
  readonly tolerationKey: string;
  readonly engineImage?: string;
}

const NVIDIA: GpuPlatform = { resourceName: 'nvidia.com/gpu', tolerationKey: 'nvidia.com/gpu' };
/** Of Ampere, Hopper and Blackwell only the products for data centres can be cut, and the largest for workstations. */
const MIG_CAPABILITIES: readonly number[] = [8, 9, 10, 10.3, 12];
const AMD: GpuPlatform = { resourceName: 'amd.com/gpu', tolerationKey: 'amd.com/gpu' };

/**
 * A GPU product and how many of them one replica takes.
 *
 * The value carries what the product needs on Kubernetes (the extended resource, the taint that GPU nodes have, the image
 * of the engine) and what the planner needs to know of it.
 *
 * @see https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/
 */
export class Gpu {
  /** NVIDIA T4, 16 GB. */
  public static t4(): Gpu {
    return Gpu.named('T4');
  }
  /** NVIDIA A10, 24 GB. */
  public static a10(): Gpu {
    return Gpu.named('A10');
  }
  /** NVIDIA A10G, 24 GB. */
  public static a10g(): Gpu {
    return Gpu.named('A10G');
  }
  /** NVIDIA L4, 24 GB. */
  public static l4(): Gpu {
    return Gpu.named('L4');
  }
  /** NVIDIA L40S, 48 GB. */
  public static l40s(): Gpu {
    return Gpu.named('L40S');
  }
  /** NVIDIA GeForce RTX 3090, 24 GB. */
  public static rtx3090(): Gpu {
    return Gpu.named('RTX 3090');
  }
  /** NVIDIA GeForce RTX 4090, 24 GB. */
  public static rtx4090(): Gpu {
    return Gpu.named('RTX 4090');
  }
  /** NVIDIA GeForce RTX 5090, 32 GB. */
  public static rtx5090(): Gpu {
    return Gpu.named('RTX 5090');
  }
  /** NVIDIA RTX A6000, 48 GB. */
  public static a6000(): Gpu {
    return Gpu.named('A6000');
  }
  /** NVIDIA A100, 40 GB. */
  public static a100Gb40(): Gpu {
    return Gpu.named('A100-40GB');
  }
  /** NVIDIA A100, 80 GB. */
  public static a100Gb80(): Gpu {
    return Gpu.named('A100-80GB');
  }
  /** NVIDIA H100, 80 GB. */
  public static h100(): Gpu {
    return Gpu.named('H100-80GB');
  }
  /** NVIDIA H200, 141 GB. */
  public static h200(): Gpu {
    return Gpu.named('H200-141GB');
  }
  /** NVIDIA B200, 180 GB. */
  public static b200(): Gpu {
    return Gpu.named('B200');
  }
  /** AMD Instinct MI300X, 192 GB. */
  public static mi300x(): Gpu {
    return Gpu.named('MI300X');
  }

  /**
   * A product as people write it, case and separators aside: `A100-80GB`, `RTX 4090`, `H100 3g.40gb` for a MIG slice.
   *
   * @throws if nobody sells it, as far as this library knows; the error names the nearest.
   */
  public static named(product: string): Gpu {
    given('Gpu.named', product, 'a name such as "L4"', isText);
    const slice = /\b\dg\.\d+gb\b/i.exec(product)?.[0];
    const profile = slice?.toLowerCase();
    const { amd, ...figures } = gpuNamed(product.replace(slice ?? '', ''), profile);
    const whole = new Gpu(figures, amd ? AMD : NVIDIA, 1);
    return profile === undefined ? whole : whole.mig(profile);
  }

  /** Any other GPU. */
  public static of(props: GpuProps): Gpu {
    const what = 'a product and its memory, such as { product: "L20", memory: Size.gibibytes(44) }';
    given('Gpu.of', props, what, (one) => isObject(one, 'product') && isObject(props.memory));
    const { product, memory, computeCapability = 8, linked = false } = props;
    const resourceName = props.resourceName ?? NVIDIA.resourceName;
    const figures = { product, gib: memory.toKibibytes() / 1024 ** 2, capability: computeCapability, linked };
    const tolerationKey = props.tolerationKey ?? resourceName;
    return new Gpu(figures, { resourceName, tolerationKey, engineImage: props.engineImage }, 1);
  }

  /** What people call it, written on the Deployment for its readers. */
  public readonly product: string;
  /** GiB that the driver shows. */
  public readonly memoryGiB: number;
  /** Compute capability, as NVIDIA counts it. */
  public readonly computeCapability: number;
  /** Whether the GPUs of one node talk over NVLink or its like. */
  public readonly linked: boolean;
  /** The extended resource that its device plugin offers. */
  public readonly resourceName: string;
  /** The taint that its nodes have. */
  public readonly tolerationKey: string;
  /** What was taken for granted, where the name that it was found by leaves a choice: `A100` comes in two sizes. */
  public readonly assumption?: string;
  /** The repository of the vLLM image that runs on it, when its maker builds one of its own. */
  public readonly engineImage?: string;

  private constructor(
    private readonly figures: GpuFigures,
    private readonly platform: GpuPlatform,
    /** How many of them one replica takes. */
    public readonly amount: number,
    /** Whether it is a part of a GPU. */
    public readonly isSlice: boolean = false,
    /** How many pods share it by time-slicing. */
    public readonly sharers: number = 1,
  ) {
    this.product = figures.product;
    this.memoryGiB = figures.gib;
    this.computeCapability = figures.capability;
    this.linked = figures.linked;
    this.assumption = figures.assumption;
    this.resourceName = platform.resourceName;
    this.tolerationKey = platform.tolerationKey;
    this.engineImage = platform.engineImage;
  }

  /**
   * The same product, several of them: the model is split over them by tensor parallelism.
   *
   * @param amount A whole number; it must divide the attention heads of the model.
   */
  public count(amount: number): Gpu {
    return new Gpu(this.figures, this.platform, amount, this.isSlice, this.sharers);
  }

  /**
   * One of several turns on it: the device plugin offers the GPU to so many pods, which compute by turns and share its
   * memory without a wall between them. Each takes an equal part of it.
   *
   * @param sharers A whole number from 2 to 16, as the device plugin's `replicas` say it.
   * @see https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/gpu-sharing.html
   */
  public shared(sharers: number): Gpu {
    return new Gpu(this.figures, this.platform, this.amount, this.isSlice, sharers);
  }

  /**
   * A MIG slice of it, which nothing can join with another.
   *
   * @param profile As NVIDIA names it: `1g.10gb`, `3g.40gb`.
   * @throws if it is no such name, or not one of this product's.
   * @see https://docs.nvidia.com/datacenter/tesla/mig-user-guide/supported-mig-profiles.html
   */
  public mig(profile: string): Gpu {
    const size = /^[1-7]g\.(\d+)gb$/.exec(profile)?.[1];
    if (size === undefined) throw new Error(`MIG profile must be a name such as "1g.10gb", got "${profile}"`);
    const { product, gib, capability, mig } = this.figures;
    const plausible = MIG_CAPABILITIES.includes(capability) && Number(size) <= gib * 1.1;
    if (!(mig?.includes(profile) ?? plausible)) {
      const cure = mig && mig.length > 0 ? `it has ${mig.join(', ')}` : 'A100, H100, H200 and B200 have some';
      throw new Error(`MIG profile "${profile}" is no slice of ${product}, which shows ${gib} GiB; ${cure}`);
    }
    // A slice shows a twentieth less than its name says.
    const part = { product: `${this.product} ${profile}`, gib: Number(size) * 0.95, linked: false, mig: [] };
    const figures = { ...this.figures, ...part, assumption: undefined };
    return new Gpu(figures, { ...this.platform, resourceName: `nvidia.com/mig-${profile}` }, 1, true);
  }
}
