import type { Duration } from 'cdk8s';
import type { SecretValue } from 'cdk8s-plus-27';
import { LlmProvider } from '../values/llm-provider';

/** What `ExternalLlm` takes. A chat model or an embedding model is needed, or both. */
export interface ExternalLlmProps {
  /** Who serves it. */
  readonly provider: LlmProvider;

  /**
   * Name of the chat model, as the provider calls it.
   *
   * @default - none: it only embeds
   */
  readonly model?: string;

  /**
   * Name of the embedding model, as the provider calls it.
   *
   * @default - none: it only chats
   */
  readonly embeddingModel?: string;

  /**
   * Length of the embedding vectors, 1 to 16000. Needed with an embedding model, refused without.
   *
   * @default - none
   */
  readonly embeddingDimensions?: number;

  /**
   * The API key, in the namespace of every app that uses it.
   *
   * @default - none; an error unless the provider asks for none
   */
  readonly apiKey?: SecretValue;

  /**
   * URL of the HTTP proxy that leads out of the cluster. Apps find it in `HTTPS_PROXY` and may reach it instead of the
   * internet. Node 22.21 and newer heeds it.
   *
   * @default - apps reach the provider directly
   */
  readonly proxyUrl?: string;

  /**
   * How long the longest answer may take, in whole seconds: an app that is told to stop waits as long.
   *
   * @default Duration.seconds(120)
   */
  readonly drain?: Duration;
}
