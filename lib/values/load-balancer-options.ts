/** What `Exposure.loadBalancer` takes. */
export interface LoadBalancerOptions {
  /**
   * Port of the load balancer, 1 to 65535.
   *
   * @default 80
   */
  readonly port?: number;

  /**
   * Ranges of addresses from which clients may come, such as `203.0.113.0/24`. The load balancer or kube-proxy sees to it;
   * the NetworkPolicy does not repeat it, for the pods may see a node's address in place of the client's.
   *
   * @default - every address
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-source-ranges
   */
  readonly sourceRanges?: string[];

  /**
   * Which implementation makes the load balancer. Immutable in the cluster once applied.
   *
   * @default - the cluster's
   */
  readonly loadBalancerClass?: string;

  /**
   * More annotations for the Service, which most clouds configure their load balancers by.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}
