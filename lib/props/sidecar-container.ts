import { HealthCheck } from '../values/health-check';
import { InitContainer } from './init-container';
import { NetworkEdge } from './network-edge';

/**
 * A container beside the main one. It starts before the main container, before the init containers too, and is stopped
 * after it: nothing that the main container says on its way out is lost.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export interface SidecarContainer extends InitContainer {
  /**
   * TCP ports by their names, 1024 to 65535. All containers of a pod share one set of ports.
   *
   * @default - none
   */
  readonly ports?: { [name: string]: number };

  /**
   * How the kubelet finds out that it works, on the first of `ports`. The main container waits for its first yes, and the
   * pod is ready only while it works.
   *
   * @default - it works as long as its process lives
   */
  readonly healthCheck?: HealthCheck;

  /**
   * Who may connect to its ports.
   *
   * @default - nobody from outside the pod
   */
  readonly ingress?: NetworkEdge[];
}
