import { InferenceProps } from './inference-props';

/** What `KServeInference` takes: the Service, the container and the selector are KServe's. */
export interface KServeInferenceProps extends InferenceProps {
  /**
   * Names of LLMInferenceServiceConfigs, of its own namespace or of KServe's, over which KServe lays this server: with a
   * router or a gateway, say.
   *
   * @default - none but those that KServe takes for every server
   * @see https://kserve.github.io/website/docs/model-serving/generative-inference/llmisvc/llmisvc-configuration
   */
  readonly baseRefs?: string[];
}
