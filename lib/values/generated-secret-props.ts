/** What `SecretRef.generated` takes. */
export interface GeneratedSecretProps {
  /** The keys, each with a random value of 32 letters, digits, `-` and `_`. */
  readonly keys: string[];

  /**
   * What the Secret's name adds to the app's. Needed when the app has two of its kind.
   *
   * @default generated
   */
  readonly name?: string;

  /**
   * TCP ports on which the API server is reached, for the Job that makes the values.
   *
   * @default [443, 6443, 8443]
   */
  readonly apiServerPorts?: number[];
}
