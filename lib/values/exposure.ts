import { GatewayOptions } from './gateway-options';
import { IngressOptions } from './ingress-options';
import { LoadBalancerOptions } from './load-balancer-options';

/** How an app is reached. */
export enum ExposureType {
  /** From inside the cluster only. */
  CLUSTER_IP = 'ClusterIP',
  /** On a port of every node. */
  NODE_PORT = 'NodePort',
  /** Through a load balancer of the cloud. */
  LOAD_BALANCER = 'LoadBalancer',
  /** By its host name, through an ingress controller. */
  INGRESS = 'Ingress',
  /** By its host name, through a Gateway. */
  GATEWAY = 'Gateway',
}

/**
 * From where a web app can be reached; its Service, its Ingress or HTTPRoutes, and the ingress edge of its NetworkPolicy
 * follow.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/
 */
export class Exposure {
  /** Inside the cluster only: no ingress edge but those of other apps. `kubectl port-forward` works. */
  public static clusterIp(): Exposure {
    return new Exposure(ExposureType.CLUSTER_IP);
  }

  /**
   * On a port of every node, as `minikube service` opens it.
   *
   * @param port 30000 to 32767, the default range of the API server; left out, the cluster picks one.
   */
  public static nodePort(port?: number): Exposure {
    return new Exposure(ExposureType.NODE_PORT, port);
  }

  /** Through a load balancer of the cloud. */
  public static loadBalancer(options: LoadBalancerOptions = {}): Exposure {
    return new Exposure(ExposureType.LOAD_BALANCER, undefined, { ...options });
  }

  /**
   * By a host name, through an ingress controller.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
   */
  public static ingress(options: IngressOptions): Exposure {
    return new Exposure(ExposureType.INGRESS, undefined, undefined, { ...options });
  }

  /**
   * By a host name, through a Gateway: what followed Ingress.
   *
   * @see https://gateway-api.sigs.k8s.io
   */
  public static gateway(options: GatewayOptions): Exposure {
    return new Exposure(ExposureType.GATEWAY, undefined, undefined, undefined, { ...options });
  }

  private constructor(
    /** How the app is reached. */
    public readonly type: ExposureType,
    /** The port on every node, when it was chosen. */
    public readonly nodePortNumber?: number,
    /** What the load balancer was given, if it is one. */
    public readonly loadBalancerOptions?: LoadBalancerOptions,
    /** What the Ingress was given, if it is one. */
    public readonly ingressOptions?: IngressOptions,
    /** What the Gateway was given, if it is one. */
    public readonly gatewayOptions?: GatewayOptions,
  ) {}
}
