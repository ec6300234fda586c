import { NetworkPeer } from '../values/network-peer';

/** One connection that a NetworkPolicy lets through. */
export interface NetworkEdge {
  /** The other end. */
  readonly peer: NetworkPeer;

  /** TCP port, 1 to 65535: of the pods that are connected to, not of the Service in front of them. */
  readonly port: number;
}
