import type { Duration } from 'cdk8s';

/** An error that a fixture of `MockLlm` answers with, in the words of the API that was asked. */
export interface MockError {
  /** 400 to 599. */
  readonly status: number;

  /**
   * What it says.
   *
   * @default - that the mock was told to fail
   */
  readonly message?: string;

  /**
   * Its type, for example `invalid_request_error`.
   *
   * @default - the one that goes with the status
   */
  readonly type?: string;

  /**
   * The parameter that is to blame.
   *
   * @default - none
   */
  readonly param?: string;

  /**
   * Its code, by which clients tell it, for example `context_length_exceeded`.
   *
   * @default - `rate_limit_exceeded` for 429, else none
   */
  readonly code?: string;

  /**
   * When the client may come again, at most a day: in `retry-after` and `retry-after-ms`.
   *
   * @default - one second for 429, else none
   */
  readonly retryAfter?: Duration;

  /**
   * How often one request fails: the retry after that goes on to the next fixture. At least 1. SDKs count their retries in
   * `x-stainless-retry-count`; for other clients the server counts.
   *
   * @default - always
   */
  readonly times?: number;
}
