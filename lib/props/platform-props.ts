import type { ISecret } from 'cdk8s-plus-27';
import { KubernetesVersion } from '../values/kubernetes-version';

/** What a platform team decides once for all constructs of a chart. */
export interface PlatformProps {
  /**
   * The stock Node image that runs every embedded program, Node 20 or newer.
   *
   * @default node:22-bookworm-slim
   */
  readonly nodeImage?: string;

  /**
   * Registry from which all images are pulled instead of their own: `mirror.acme.io/docker` turns `node:22` into
   * `mirror.acme.io/docker/library/node:22`. An image that names this registry already stays as it is.
   *
   * @default - each image's own registry
   */
  readonly registryMirror?: string;

  /**
   * Secrets with which all images are pulled.
   *
   * @default - none
   */
  readonly imagePullSecrets?: ISecret[];

  /**
   * The oldest Kubernetes version that the manifests must work on.
   *
   * @default KubernetesVersion.V1_29
   */
  readonly kubernetes?: KubernetesVersion;
}
