import { Construct, type IConstruct } from 'constructs';
import { PlatformPlan, planPlatform } from '../plan/platform';
import { PlatformProps } from '../props/platform-props';

/** What a platform team decides once: images, pull secrets, the Kubernetes version. */
export class Platform {
  /**
   * Decides for every construct below `scope`; the nearest decision counts, as a whole. `LlmChart` takes the same as a prop.
   *
   * @param scope A chart or an app, before its constructs are made.
   * @throws if a value is invalid, or a construct below is made already.
   */
  public static attach(scope: Construct, props: PlatformProps): void {
    if (!Construct.isConstruct(scope))
      throw new Error('Platform.attach must be given the App or a Chart, and what is decided');
    const early = asked.get(scope);
    if (early)
      throw new Error(
        `${scope.node.path || 'the app'} (platform): ${early.node.path} is made already, without it; call Platform.attach ` +
          'before the first construct is made, or give LlmChart the same as "platform"',
      );
    platforms.set(scope, planPlatform(scope.node.path, props));
  }

  /** @internal */
  public static _of(scope: IConstruct): PlatformPlan {
    for (const above of scope.node.scopes) if (!asked.has(above)) asked.set(above, scope);
    const decisions = scope.node.scopes
      .map((candidate) => platforms.get(candidate))
      .filter((plan) => plan !== undefined);
    return decisions.at(-1) ?? planPlatform(scope.node.path);
  }

  private constructor() {}
}

const platforms = new WeakMap<IConstruct, PlatformPlan>();
/** The first construct that asked for the decision of a scope: what is decided later comes too late for it. */
const asked = new WeakMap<IConstruct, IConstruct>();
