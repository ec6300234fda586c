import { GpuInferenceProps } from './gpu-inference-props';

/** What `EmbeddingInference` takes. */
export interface EmbeddingInferenceProps extends GpuInferenceProps {
  /**
   * Length of the embedding vectors, 1 to 16000.
   *
   * @default - the width of the model, as its config.json says it
   */
  readonly embeddingDimensions?: number;
}
