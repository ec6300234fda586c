/** Where the store keeps a value. */
export interface ExternalSecretKey {
  /** Name of the secret in the store, for example `prod/chatbot`. */
  readonly key: string;

  /**
   * The field of it, when it holds several.
   *
   * @default - the secret as a whole
   */
  readonly property?: string;
}
