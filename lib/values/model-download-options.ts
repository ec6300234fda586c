import type { Size } from 'cdk8s';
import type { PersistentVolumeAccessMode, SecretValue } from 'cdk8s-plus-27';

/** From where a model is downloaded: what `ModelCache.none` takes. */
export interface ModelHubOptions {
  /**
   * The access token for the Hugging Face hub, for gated models. Only the download has it.
   *
   * @default - none
   */
  readonly hfToken?: SecretValue;

  /**
   * Base URL of the hub or of a mirror of it, without a slash at its end.
   *
   * @default 'https://huggingface.co'
   */
  readonly endpoint?: string;
}

/** What `ModelCache.download` takes. */
export interface ModelDownloadOptions extends ModelHubOptions {
  /**
   * Size of the volume.
   *
   * @default - what the model's checkpoint takes, with room for the files beside it
   */
  readonly size?: Size;

  /**
   * StorageClass of the volume.
   *
   * @default - the cluster's default
   */
  readonly storageClassName?: string;

  /**
   * Access mode of the volume. More than one pod at a time needs `READ_WRITE_MANY`.
   *
   * @default PersistentVolumeAccessMode.READ_WRITE_ONCE
   */
  readonly accessMode?: PersistentVolumeAccessMode;

  /**
   * Whether the folders of other models and revisions on the volume are removed before the download.
   *
   * @default false
   */
  readonly removeOthers?: boolean;
}
