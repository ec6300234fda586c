/** How a Service is reached. */
export enum ExposureType {
  /** From inside the cluster only. */
  CLUSTER_IP = 'ClusterIP',
  /** On a port of every node. */
  NODE_PORT = 'NodePort',
  /** Through a load balancer of the cloud. */
  LOAD_BALANCER = 'LoadBalancer',
}

/**
 * From where a web app can be reached; its Service and the ingress edge of its NetworkPolicy follow.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types
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

  /**
   * Through a load balancer of the cloud.
   *
   * @param port The port of the load balancer, 80 when left out.
   */
  public static loadBalancer(port?: number): Exposure {
    return new Exposure(ExposureType.LOAD_BALANCER, undefined, port ?? 80);
  }

  private constructor(
    /** The type of the Service. */
    public readonly type: ExposureType,
    /** The port on every node, when it was chosen. */
    public readonly nodePortNumber?: number,
    /** The port of the Service, when it differs from the container's. */
    public readonly servicePort?: number,
  ) {}
}
