import type { Duration } from 'cdk8s';
import type { SecretValue } from 'cdk8s-plus-27';
import { WorkloadProps } from './workload-props';

/** What `MockLlm` takes. */
export interface MockLlmProps extends WorkloadProps {
  /**
   * Name under which the chat model is served.
   *
   * @default mock-llm
   */
  readonly servedModelName?: string;

  /**
   * Name under which the embedding model is served.
   *
   * @default mock-embedding
   */
  readonly embeddingModelName?: string;

  /**
   * Length of the embedding vectors, 1 to 16000 (pgvector's limit).
   *
   * @default 384
   */
  readonly embeddingDimensions?: number;

  /**
   * Number of pods, 0 to 100. Every replica gives the same answers.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * The API key that clients must send.
   *
   * @default - none is asked for
   */
  readonly apiKey?: SecretValue;

  /**
   * How long an open stream may go on after the pod was told to stop, in whole seconds.
   *
   * @default Duration.seconds(30)
   */
  readonly drain?: Duration;
}
