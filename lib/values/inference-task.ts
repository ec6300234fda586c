/** What a vLLM server does: one server does one of them. */
export enum InferenceTask {
  /** Text generation: `/v1/chat/completions`, `/v1/completions`. */
  GENERATE = 'generate',
  /** Embeddings: `/v1/embeddings`, vLLM's pooling runner. */
  EMBED = 'embed',
}
