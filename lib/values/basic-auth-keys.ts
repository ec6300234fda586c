/** The names of the keys in a Secret with a user and a password; by default those of `kubernetes.io/basic-auth`. */
export interface BasicAuthKeys {
  /**
   * Key of the user's name.
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
}
