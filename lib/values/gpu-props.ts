/** What `Gpu.of` takes. */
export interface GpuProps {
  /** What people call the product, for example `RTX 4090`. */
  readonly product: string;

  /**
   * The extended resource that the device plugin offers.
   *
   * @default nvidia.com/gpu
   * @see https://github.com/NVIDIA/k8s-device-plugin
   */
  readonly resourceName?: string;
}
