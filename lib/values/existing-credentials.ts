/** The names of the keys in a Secret that a team already has. */
export interface ExistingCredentials {
  /**
   * Key of the role's name.
   *
   * @default username
   */
  readonly username?: string;

  /**
   * Key of the password.
   *
   * @default password
   */
  readonly password?: string;

  /**
   * Key of the whole connection URI.
   *
   * @default - the URI is composed from the parts in the pod; the password must then need no percent-encoding
   */
  readonly uri?: string;
}
