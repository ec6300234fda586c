import { ModelDownloadOptions, ModelHubOptions } from './model-download-options';

/** Where weights come from. */
export enum ModelCacheType {
  /** A volume that a Job fills. */
  DOWNLOAD = 'download',
  /** A volume that is there, with the weights. */
  EXISTING = 'existing',
  /** Each pod downloads them. */
  NONE = 'none',
}

/**
 * Where a model's weights lie, and how they come there. Servers only read them, and never talk to the hub.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/
 */
export class ModelCache {
  /**
   * A PersistentVolumeClaim, and a Job that downloads each model and revision into a folder of its own on it, once.
   */
  public static download(options: ModelDownloadOptions = {}): ModelCache {
    return new ModelCache(ModelCacheType.DOWNLOAD, { ...options });
  }

  /**
   * A PersistentVolumeClaim that holds the weights already: nothing is downloaded. With more than one pod its access mode
   * must be `ReadWriteMany` or `ReadOnlyMany`.
   *
   * @param claimName Name of the claim, in the server's namespace.
   * @param folder Path of the folder with the model's `config.json` on the volume; its root when left out.
   */
  public static existing(claimName: string, folder?: string): ModelCache {
    return new ModelCache(ModelCacheType.EXISTING, {}, claimName, folder);
  }

  /** No volume: each pod downloads the weights before it starts, into a directory that goes with it. */
  public static none(options: ModelHubOptions = {}): ModelCache {
    return new ModelCache(ModelCacheType.NONE, { ...options });
  }

  private constructor(
    /** Where the weights come from. */
    public readonly type: ModelCacheType,
    /** The hub, and the volume that is made, if one is. */
    public readonly options: ModelDownloadOptions,
    /** Name of the claim, when it is there already. */
    public readonly claimName?: string,
    /** The folder on it. */
    public readonly folder?: string,
  ) {}
}
