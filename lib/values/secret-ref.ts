import type { ISecret } from 'cdk8s-plus-27';
import { copyOf } from '../data/copy';
import { given } from '../data/given';
import { ExternalSecretProps } from './external-secret-props';
import { GeneratedSecretProps } from './generated-secret-props';

/** Where an app's secret values come from. No variant takes a value: it exists in no manifest. */
export class SecretRef {
  /** A Secret that the team has, in the app's namespace. */
  public static existing(secret: ISecret): SecretRef {
    return new SecretRef(secret);
  }

  /**
   * A Secret that external-secrets keeps up to date from a store such as Vault. The operator must be installed.
   *
   * @see https://external-secrets.io
   */
  public static external(props: ExternalSecretProps): SecretRef {
    const { keys } = given('SecretRef.external', props, 'a store and keys, in an object');
    return new SecretRef(undefined, { ...props, keys: copyOf(keys) });
  }

  /**
   * Random values that a Job in the cluster makes once: session keys, salts. Applying again never changes them. Every app
   * that gets this reference gets values of its own.
   */
  public static generated(props: GeneratedSecretProps): SecretRef {
    const { keys } = given('SecretRef.generated', props, 'keys, in an object');
    return new SecretRef(undefined, undefined, { ...props, keys: copyOf(keys) });
  }

  private constructor(
    /** The team's Secret, if it is one. */
    public readonly secret?: ISecret,
    /** What external-secrets was given, if it keeps the Secret. */
    public readonly externalProps?: ExternalSecretProps,
    /** What is generated, if a Job makes the Secret. */
    public readonly generatedProps?: GeneratedSecretProps,
  ) {}
}
