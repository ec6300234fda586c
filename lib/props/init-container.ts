import type { ContainerResources, SecretValue } from 'cdk8s-plus-27';
import { NetworkEdge } from './network-edge';
import { SharedDirectory } from './shared-directory';

/**
 * A container that ends before the main one starts. It is as hardened as every container: no root, no capabilities, a
 * read-only root file system with a `/tmp` of its own.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
 */
export interface InitContainer {
  /** Name of the container, unique in the pod: at most 50 lower-case letters, digits and `-`. */
  readonly name: string;

  /** The image, with a tag or a digest. */
  readonly image: string;

  /**
   * The entrypoint, when it is not the image's own.
   *
   * @default - the image's
   */
  readonly command?: string[];

  /**
   * Arguments for the entrypoint.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Numeric user of the image. 0 is refused.
   *
   * @default - the pod's
   */
  readonly user?: number;

  /**
   * Environment variables in clear.
   *
   * @default - none
   */
  readonly env?: { [name: string]: string };

  /**
   * Environment variables that read a key of a Secret.
   *
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretValue };

  /**
   * CPU, memory and ephemeral storage.
   *
   * @default - 50m CPU and 64 MiB requested, 256 MiB at most
   */
  readonly resources?: ContainerResources;

  /**
   * Absolute paths that it writes to, beside `/tmp`.
   *
   * @default - none
   */
  readonly writablePaths?: string[];

  /**
   * Directories that it shares with the main container.
   *
   * @default - none
   */
  readonly shared?: SharedDirectory[];

  /**
   * Whom it connects to. NetworkPolicies know pods only: the other containers of the pod may do so, too.
   *
   * @default - nobody but whom the construct itself connects to
   */
  readonly egress?: NetworkEdge[];
}
