import type { Construct, IConstruct } from 'constructs';
import { PlatformPlan, planPlatform } from '../plan/platform';
import { PlatformProps } from '../props/platform-props';

/** What a platform team decides once: images, pull secrets, the Kubernetes version. */
export class Platform {
  /**
   * Decides for every construct below `scope`; the nearest decision counts, as a whole. `LlmChart` takes the same as a prop.
   *
   * @param scope A chart or an app, before its constructs are made.
   * @throws if a value is invalid.
   */
  public static attach(scope: Construct, props: PlatformProps): void {
    platforms.set(scope, planPlatform(scope.node.path, props));
  }

  /** @internal */
  public static _of(scope: IConstruct): PlatformPlan {
    const decisions = scope.node.scopes
      .map((candidate) => platforms.get(candidate))
      .filter((plan) => plan !== undefined);
    return decisions.at(-1) ?? planPlatform(scope.node.path);
  }

  private constructor() {}
}

const platforms = new WeakMap<IConstruct, PlatformPlan>();
