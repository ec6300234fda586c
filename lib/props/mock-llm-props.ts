import type { Duration } from 'cdk8s';
import type { SecretValue } from 'cdk8s-plus-27';
import { MockErrors } from '../values/mock-errors';
import { MockLatency } from '../values/mock-latency';
import { MockFaultRate } from './mock-fault-rate';
import { MockFixture } from './mock-fixture';
import { MockRecording } from './mock-recording';
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
   * Further chat models. They answer as the first one does, and `/v1/models` lists them.
   *
   * @default - none
   */
  readonly moreModels?: string[];

  /**
   * Further names of the chat model, answered to and not listed: some clients refuse a name that they have never heard of.
   * They take the place of the usual ones.
   *
   * @default - gpt-3.5-turbo, gpt-4, gpt-4o, gpt-4o-mini, gpt-4.1, gpt-4.1-mini, claude-sonnet-4-5
   */
  readonly aliases?: string[];

  /**
   * Name under which the embedding model is served.
   *
   * @default mock-embedding
   */
  readonly embeddingModelName?: string;

  /**
   * Further names of the embedding model, answered to and not listed. They take the place of the usual ones.
   *
   * @default - text-embedding-3-small, text-embedding-3-large, text-embedding-ada-002
   */
  readonly embeddingAliases?: string[];

  /**
   * Length of the embedding vectors, 1 to 16000 (pgvector's limit).
   *
   * @default 384
   */
  readonly embeddingDimensions?: number;

  /**
   * Most tokens of prompt and answer; a longer prompt, or one that leaves no room for `max_tokens`, gets the 400 of a real
   * server. At least 1.
   *
   * @default 131072
   */
  readonly contextWindow?: number;

  /**
   * What it answers to which requests, in this order: the first fixture that fits. For others it finds words of its own.
   *
   * @default - none
   */
  readonly fixtures?: MockFixture[];

  /**
   * Whether a request that no fixture fits is refused: a 404 that names the fixture that came nearest.
   *
   * @default false
   */
  readonly strict?: boolean;

  /**
   * In whose words requests are refused; those of vLLM for an app that will meet it in production.
   *
   * @default MockErrors.OPENAI
   */
  readonly errors?: MockErrors;

  /**
   * Responses of a real server, given again to the very same requests: the `recordings` of the file that
   * `cdk8s-llm mock --record` wrote. They come before the fixtures.
   *
   * @default - none
   */
  readonly recordings?: MockRecording[];

  /**
   * How long answers take.
   *
   * @default - no time
   */
  readonly latency?: MockLatency;

  /**
   * Most requests that a pod works on at once, at least 1; the others wait, as `vllm:num_requests_waiting` shows.
   *
   * @default - without limit
   */
  readonly maxNumSeqs?: number;

  /**
   * What goes wrong with how many requests. A request can also ask for it, by the header `x-mock-fault`.
   *
   * @default - nothing
   */
  readonly faults?: MockFaultRate[];

  /**
   * How long a pod takes until it listens, as while a model is loaded; at most an hour.
   *
   * @default - no time
   */
  readonly startupTime?: Duration;

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
