/** What `Engine.llamaCpp` takes. */
export interface LlamaCppOptions {
  /**
   * The build, as its project numbers them.
   *
   * @default b10434
   * @see https://github.com/ggml-org/llama.cpp/releases
   */
  readonly version?: string;

  /**
   * Answers that it writes at the same time, 1 to 64; further ones wait. Each has a cache for a longest sequence of its own.
   *
   * @default 2
   */
  readonly parallel?: number;
}
