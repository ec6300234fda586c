import type { Size } from 'cdk8s';

/** What `Gpu.of` takes. */
export interface GpuProps {
  /** What people call the product, for example `RTX 4090`. */
  readonly product: string;

  /**
   * The memory that the driver shows (`nvidia-smi`), which is less than the nominal size: a 24 GB card has 22 to 23.7 GiB.
   */
  readonly memory: Size;

  /**
   * Its compute capability: bfloat16 needs 8.0, fp8 needs 8.9.
   *
   * @default 8.0
   * @see https://developer.nvidia.com/cuda-gpus
   */
  readonly computeCapability?: number;

  /**
   * Whether the GPUs of one node talk over NVLink or its like.
   *
   * @default false
   */
  readonly linked?: boolean;

  /**
   * The extended resource that the device plugin offers.
   *
   * @default nvidia.com/gpu
   * @see https://github.com/NVIDIA/k8s-device-plugin
   */
  readonly resourceName?: string;

  /**
   * The taint that its nodes have.
   *
   * @default - the resource name
   */
  readonly tolerationKey?: string;

  /**
   * The repository of the vLLM image that runs on it.
   *
   * @default - vllm/vllm-openai, or vllm/vllm-openai-rocm for the resource of AMD
   */
  readonly engineImage?: string;
}
