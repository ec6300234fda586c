/** A response of a real server, as `cdk8s-llm mock --record` writes it, given again to the very same request. */
export interface MockRecording {
  /** The hash of the request. */
  readonly request: string;

  /** Its status, 200 to 599. */
  readonly status: number;

  /** Its media type. */
  readonly contentType: string;

  /** All of its text. */
  readonly body: string;
}
