/**
 * The other end of a network edge, as a NetworkPolicy describes it.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class NetworkPeer {
  /**
   * Pods of this cluster.
   *
   * @param namespace The namespace in which they run.
   * @param labels Labels that select them there.
   */
  public static pods(namespace: string, labels: { [key: string]: string }): NetworkPeer {
    return new NetworkPeer(namespace, { ...labels });
  }

  private constructor(
    /** The namespace in which the pods run. */
    public readonly namespace: string,
    private readonly selector: { [key: string]: string },
  ) {}

  /** Labels that select the pods in their namespace: a copy. */
  public get labels(): { [key: string]: string } {
    return { ...this.selector };
  }
}
