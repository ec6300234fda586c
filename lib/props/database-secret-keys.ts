/**
 * The names of the keys in a database's Secret; by default those that CloudNativePG uses.
 *
 * @see https://cloudnative-pg.io/documentation/current/applications/
 */
export interface DatabaseSecretKeys {
  /** Key of the role's name. */
  readonly username: string;

  /** Key of the password. */
  readonly password: string;

  /** Key of the whole connection URI; undefined when the Secret has none and it is composed in the pod. */
  readonly uri?: string;
}
