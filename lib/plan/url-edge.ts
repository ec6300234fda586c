import { isIPv4 } from 'node:net';
import type { NetworkEdge } from '../props/network-edge';
import { NetworkPeer, NetworkPeerType } from '../values/network-peer';
import { EdgePlan } from './objects';
import { edgeWith } from './peers';
import { isDnsLabel } from './syntax';

const IN_CLUSTER = /^([a-z0-9-]+)(?:\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?)?)?$/;
/** Of two words, which DNS may take for either: few Services speak TLS, and few hosts outside speak without. */
const TWO_WORDS = /^[^.]+\.[^.]+$/;

/**
 * What a URL connects to. A name of the cluster (`collector`, `collector.observability`, `….svc`) leads to the pods of its
 * namespace, an address to itself, any other host to the internet, and so does `https://` with two words. Undefined when
 * it is no URL of http or https, or holds a user: everybody reads a manifest.
 */
export function connectionOf(url: string, namespace: string): NetworkEdge | undefined {
  if (!/^https?:\/\/[^\s/@]+(\/\S*)?$/.test(url) || !URL.canParse(url)) return undefined;
  const { hostname, port, protocol } = new URL(url);
  const number = port ? Number(port) : protocol === 'https:' ? 443 : 80;
  if (isIPv4(hostname)) return { peer: NetworkPeer.addresses(`${hostname}/32`), port: number };
  const outside = protocol === 'https:' && TWO_WORDS.test(hostname);
  const [inCluster, , other = namespace] = outside ? [] : (IN_CLUSTER.exec(hostname) ?? []);
  if (number === 0 || (inCluster !== undefined && !isDnsLabel(other))) return undefined;
  const peer = inCluster === undefined ? NetworkPeer.internet() : NetworkPeer.existingPods(other);
  return { peer, port: number };
}

/** The egress edge to a URL. */
export function edgeTo(url: string, namespace: string): EdgePlan | undefined {
  const connection = connectionOf(url, namespace);
  return connection && edgeWith(connection, namespace);
}

/** Whether a URL is meant for the cluster, where a key may travel in clear. */
export const staysInCluster = (url: string, namespace: string): boolean =>
  connectionOf(url, namespace)?.peer.type === NetworkPeerType.EXISTING_PODS;
