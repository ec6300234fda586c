/** What stands at the other end of a network edge. */
export enum NetworkPeerType {
  /** Pods of these manifests. */
  PODS = 'pods',
  /** Pods that are in the cluster already. */
  EXISTING_PODS = 'existingPods',
  /** Addresses. */
  ADDRESSES = 'addresses',
  /** The internet. */
  INTERNET = 'internet',
}

/**
 * The other end of a network edge, as a NetworkPolicy describes it.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class NetworkPeer {
  /**
   * Pods of these manifests. Who connects to them is let in at their end, too.
   *
   * @param namespace The namespace in which they run.
   * @param labels Labels that select them there.
   */
  public static pods(namespace: string, labels: { [key: string]: string }): NetworkPeer {
    return new NetworkPeer(NetworkPeerType.PODS, namespace, { ...labels });
  }

  /**
   * Pods of somebody else. Nothing is written for their end: a policy there would close them to everybody it does not name.
   *
   * @param namespace The namespace in which they run.
   * @param labels Labels that select them there; all pods of the namespace when left out.
   */
  public static existingPods(namespace: string, labels: { [key: string]: string } = {}): NetworkPeer {
    return new NetworkPeer(NetworkPeerType.EXISTING_PODS, namespace, { ...labels });
  }

  /**
   * Addresses, also private ones.
   *
   * @param cidr A range such as `10.20.0.0/16`, or one address such as `10.20.0.7/32`.
   */
  public static addresses(cidr: string): NetworkPeer {
    return new NetworkPeer(NetworkPeerType.ADDRESSES, undefined, {}, cidr);
  }

  /** Every public IPv4 address: private ranges, the cluster's among them, are left out. */
  public static internet(): NetworkPeer {
    return new NetworkPeer(NetworkPeerType.INTERNET);
  }

  private constructor(
    /** What it is. */
    public readonly type: NetworkPeerType,
    /** The namespace in which the pods run, if it is pods. */
    public readonly namespace?: string,
    private readonly selector: { [key: string]: string } = {},
    /** The range, if it is addresses. */
    public readonly cidr?: string,
  ) {}

  /** Labels that select the pods in their namespace: a copy. */
  public get labels(): { [key: string]: string } {
    return { ...this.selector };
  }
}
