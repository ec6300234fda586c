import type { Size } from 'cdk8s';

/** What `Model.gguf` takes. */
export interface GgufProps {
  /** The repository as `organisation/name`, for example `Qwen/Qwen3-0.6B-GGUF`. */
  readonly id: string;

  /** The file in it, for example `Qwen3-0.6B-Q8_0.gguf`. */
  readonly file: string;

  /** Size of the file, as the hub shows it: what the weights take in memory. */
  readonly size: Size;

  /**
   * A branch, tag or commit.
   *
   * @default - the default branch
   */
  readonly revision?: string;
}
