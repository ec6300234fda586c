import type { Size } from 'cdk8s';
import type { IConfigMap, ISecret } from 'cdk8s-plus-27';
import { given, isObject } from '../data/given';

/** Where the content of a volume comes from. */
export enum AppVolumeType {
  /** A PersistentVolumeClaim. */
  CLAIM = 'claim',
  /** A ConfigMap. */
  CONFIG_MAP = 'configMap',
  /** A Secret. */
  SECRET = 'secret',
  /** Nowhere: it is empty at first. */
  TEMPORARY = 'temporary',
}

/**
 * A directory of the app that does not come from its image.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export class AppVolume {
  /**
   * A PersistentVolumeClaim that is there already. With more than one pod, also during a rollout, its access mode must be
   * `ReadWriteMany`.
   *
   * @param path Absolute path in the container.
   * @param claimName Name of the claim, in the app's namespace.
   */
  public static claim(path: string, claimName: string): AppVolume {
    return new AppVolume(AppVolumeType.CLAIM, path, claimName);
  }

  /**
   * The keys of a ConfigMap as read-only files. The pods start anew when a ConfigMap of this program changes.
   *
   * @param path Absolute path in the container.
   * @param configMap The ConfigMap, filled before the app is made.
   */
  public static configMap(path: string, configMap: IConfigMap): AppVolume {
    const { name } = given('AppVolume.configMap', configMap, 'a path and a ConfigMap', isNamed);
    return new AppVolume(AppVolumeType.CONFIG_MAP, path, name, configMap);
  }

  /**
   * The keys of a Secret as read-only files, for certificates and credential files. The pods wait until it is there.
   *
   * @param path Absolute path in the container.
   * @param secret The Secret, in the app's namespace.
   */
  public static secret(path: string, secret: ISecret): AppVolume {
    const { name } = given('AppVolume.secret', secret, 'a path and a Secret', isNamed);
    return new AppVolume(AppVolumeType.SECRET, path, name);
  }

  /**
   * An empty directory that lives as long as the pod.
   *
   * @param path Absolute path in the container.
   * @param size The pod is evicted when it holds more; without a limit when left out.
   */
  public static temporary(path: string, size?: Size): AppVolume {
    return new AppVolume(AppVolumeType.TEMPORARY, path, undefined, undefined, size);
  }

  private constructor(
    /** Where the content comes from. */
    public readonly type: AppVolumeType,
    /** Absolute path in the container. */
    public readonly path: string,
    /** Name of the claim, ConfigMap or Secret. */
    public readonly source?: string,
    /** The ConfigMap, if it is one. */
    public readonly config?: IConfigMap,
    /** What a temporary volume holds at most. */
    public readonly size?: Size,
  ) {}
}

const isNamed = (one: unknown): boolean => isObject(one, 'name');
