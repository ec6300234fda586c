import { isIPv4 } from 'node:net';
import type { NetworkEdge } from '../props/network-edge';
import { NetworkPeerType } from '../values/network-peer';
import { addresses, internet, pods, podsOf } from './edges';
import { EdgePlan } from './objects';
import { Part } from './part';
import { Problems } from './problems';
import { checkLabels, checkPort, isDnsLabel } from './syntax';

/** What a workload of that namespace needs to reach a peer. Pods of these manifests have a far end, too. */
export function reach({ peer, port }: NetworkEdge, namespace: string): Part {
  return peer.type === NetworkPeerType.PODS
    ? { servers: [{ namespace: peer.namespace ?? '', labels: peer.labels, port }] }
    : { egress: [edgeWith({ peer, port }, namespace)] };
}

/** An edge as a policy in `namespace` writes it, in either direction. */
export function edgeWith({ peer, port }: NetworkEdge, namespace: string): EdgePlan {
  switch (peer.type) {
    case NetworkPeerType.INTERNET:
      return internet(port);
    case NetworkPeerType.ADDRESSES:
      return addresses(peer.cidr ?? '', port);
    default:
      return pods(podsOf({ namespace: peer.namespace ?? '', selector: peer.labels }, namespace), port);
  }
}

export function checkEdge(problems: Problems, prop: string, { peer, port }: NetworkEdge): void {
  checkPort(problems, `${prop}.port`, port);
  if (peer.namespace !== undefined)
    problems.require(isDnsLabel(peer.namespace), `${prop}.peer`, 'pods of a namespace', peer.namespace);
  checkLabels(problems, `${prop}.peer`, peer.labels);
  if (peer.cidr !== undefined)
    problems.require(isIpv4Range(peer.cidr), `${prop}.peer`, 'IPv4 addresses such as "10.20.0.0/16"', peer.cidr);
}

/** Bits that the mask does not cover are a slip, which the API server takes with a mere warning. */
export function isIpv4Range(cidr: string): boolean {
  const [address = '', bits = '', ...rest] = cidr.split('/');
  if (!isIPv4(address) || !/^(\d|[12]\d|3[0-2])$/.test(bits) || rest.length > 0) return false;
  const number = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  return number % 2 ** (32 - Number(bits)) === 0;
}
