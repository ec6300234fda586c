import type { IConfigMap } from 'cdk8s-plus-27';
import { SecretRef } from './secret-ref';

/** Environment variables by the dozen: every key of a Secret or a ConfigMap becomes one. */
export class EnvSource {
  /**
   * The keys of a Secret. The pods wait until it is there.
   *
   * @param secret Where its values come from.
   * @param prefix What the variables' names begin with.
   */
  public static secret(secret: SecretRef, prefix?: string): EnvSource {
    return new EnvSource(prefix, secret);
  }

  /**
   * The keys of a ConfigMap. The pods start anew when a ConfigMap of this program changes.
   *
   * @param config The ConfigMap, filled before the app is made.
   * @param prefix What the variables' names begin with.
   */
  public static configMap(config: IConfigMap, prefix?: string): EnvSource {
    return new EnvSource(prefix, undefined, config);
  }

  private constructor(
    /** What the variables' names begin with. */
    public readonly prefix?: string,
    /** The Secret, if it is one. */
    public readonly secretRef?: SecretRef,
    /** The ConfigMap, if it is one. */
    public readonly config?: IConfigMap,
  ) {}
}
