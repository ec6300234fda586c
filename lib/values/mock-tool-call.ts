/** The call of a tool that a fixture of `MockLlm` answers with. */
export interface MockToolCall {
  /** Name of the tool. */
  readonly name: string;

  /**
   * What it is called with: JSON, in which texts are templates.
   *
   * @default - nothing
   */
  readonly arguments?: { [key: string]: unknown };
}
