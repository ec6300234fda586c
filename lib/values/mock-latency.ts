import type { Duration } from 'cdk8s';

/** How long a model would take. Nothing that is left out takes time. */
export interface MockLatency {
  /**
   * Time to the first token, at most an hour.
   *
   * @default - none
   */
  readonly firstToken?: Duration;

  /**
   * Time from one token to the next, at most an hour.
   *
   * @default - none
   */
  readonly perToken?: Duration;

  /**
   * Added to the first token for each token of the prompt, at most an hour: `Duration.millis(0.1)`, for example.
   *
   * @default - none
   */
  readonly perPromptToken?: Duration;

  /**
   * By what part times go up or down, 0 to 1. A request always has the same.
   *
   * @default 0
   */
  readonly jitter?: number;

  /**
   * How many times longer everything takes when `maxNumSeqs` requests are worked on, 1 to 1000.
   *
   * @default 1
   */
  readonly loadFactor?: number;
}
