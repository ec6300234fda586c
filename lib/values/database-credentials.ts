import type { ISecret } from 'cdk8s-plus-27';
import { ExistingCredentials } from './existing-credentials';

/**
 * Where the password of the database's application role comes from. No variant takes a password: it exists in no manifest.
 */
export class DatabaseCredentials {
  /**
   * A Job in the cluster makes the password once and keeps it in a Secret that the manifests hold without data.
   * Applying again never changes it.
   */
  public static generated(): DatabaseCredentials {
    return new DatabaseCredentials();
  }

  /** A Secret that the team already has, in the database's namespace. */
  public static existing(secret: ISecret, keys: ExistingCredentials = {}): DatabaseCredentials {
    return new DatabaseCredentials(secret, keys);
  }

  private constructor(
    /** The team's Secret, when there is one. */
    public readonly secret?: ISecret,
    /** The names of its keys. */
    public readonly keys: ExistingCredentials = {},
  ) {}
}
