import type { SecretValue } from 'cdk8s-plus-27';
import { ILlmBackend } from './llm-backend';
import { WorkloadProps } from './workload-props';

/** What `LlmGateway` takes. */
export interface LlmGatewayProps extends WorkloadProps {
  /** The LLMs, at least two: the first answers, the second when the first cannot, and so on. */
  readonly backends: ILlmBackend[];

  /**
   * Name under which they are served together.
   *
   * @default - the name of the first one's model
   */
  readonly servedModelName?: string;

  /**
   * The API key that clients must send. There is always one: behind the gateway lie keys that cost money.
   *
   * @default - a Job in the cluster makes one
   */
  readonly apiKey?: SecretValue;

  /**
   * Number of pods, 0 to 100. One alone would be what everything depends on.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * The LiteLLM image. It holds all keys: pin its digest, and pull it from a mirror of your own.
   *
   * @default ghcr.io/berriai/litellm-non_root:v1.106.2
   */
  readonly image?: string;
}
