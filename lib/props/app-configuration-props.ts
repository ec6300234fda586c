import type { SecretValue } from 'cdk8s-plus-27';
import { AppVolume } from '../values/app-volume';
import { EnvSource } from '../values/env-source';

/** What an app reads and writes: variables, files, directories. */
export interface AppConfigurationProps {
  /**
   * Environment variables in clear, over the preset's; secrets are referenced by the backends, never written here.
   *
   * @default - none
   */
  readonly env?: { [name: string]: string };

  /**
   * Environment variables that read one key of a Secret each.
   *
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretValue };

  /**
   * Secrets and ConfigMaps whose keys all become environment variables.
   *
   * @default - none
   */
  readonly envFrom?: EnvSource[];

  /**
   * Absolute paths that the app writes to: its root file system is read-only, `/tmp` is writable.
   *
   * @default - the preset's, or none
   */
  readonly writablePaths?: string[];

  /**
   * Config files: their text by their absolute path, below 200 kB in all. They are read-only, a change of them starts the
   * pods anew, and whoever can read ConfigMaps can read them: no secrets.
   *
   * @default - none
   */
  readonly files?: { [path: string]: string };

  /**
   * Directories that do not come from the image.
   *
   * @default - none
   */
  readonly volumes?: AppVolume[];
}
