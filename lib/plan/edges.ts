import { checksum } from './checksum';
import { EdgePlan, PeerPlan, PolicyPlan, StringMap } from './objects';
import { Identity, metaOf } from './identity';
import { isDnsLabel } from './syntax';

/** What a NetworkPolicy must not let through when it means the internet. */
const PRIVATE_RANGES = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];

/** Name resolution: without this edge, every other egress edge is dead. */
export const DNS: EdgePlan = {
  peers: [{ namespace: 'kube-system', pods: { 'k8s-app': 'kube-dns' } }],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};

export const internet = (port: number): EdgePlan => ({
  peers: [{ cidr: '0.0.0.0/0', except: PRIVATE_RANGES }],
  ports: tcp(port),
});

/** One host by its IPv4 address, a private one too. */
export const address = (ip: string, port: number): EdgePlan => ({
  peers: [{ cidr: `${ip}/32`, except: [] }],
  ports: tcp(port),
});

/** From or to anywhere: the API server's address, or the clients of an exposed Service, have no selector. */
export const anywhere = (...ports: number[]): EdgePlan => ({ peers: [], ports: tcp(...ports) });

export const pods = (peer: PeerPlan, port: number): EdgePlan => ({ peers: [peer], ports: tcp(port) });

/** The policy of a workload: both directions closed but for these edges. */
export function policyOf(
  identity: Identity,
  edges: { readonly ingress?: readonly EdgePlan[]; readonly egress?: readonly EdgePlan[] } = {},
): PolicyPlan {
  return {
    meta: metaOf(identity),
    pods: identity.selector,
    ingress: edges.ingress ?? [],
    egress: edges.egress ?? [],
  };
}

/** The far end of a pair: lets the client's pods in to the server's. It belongs to the client and lives with the server. */
export function admission(client: Identity, server: ServerEnd): PolicyPlan {
  const instance = server.labels['app.kubernetes.io/instance'] ?? '';
  const name = isDnsLabel(instance) ? instance : checksum(server.labels).slice(0, 8);
  return {
    meta: { ...metaOf(client), name: `${client.name}-to-${name}-${server.port}`, namespace: server.namespace },
    pods: server.labels,
    ingress: [pods(podsOf(client, server.namespace), server.port)],
  };
}

/** The pods of a server, and the port on which they listen. */
export interface ServerEnd {
  readonly namespace: string;
  readonly labels: StringMap;
  readonly port: number;
}

/** A client's policies: its own, and the far end of each pair. Servers that are one and the same get one edge. */
export function policiesOf(
  identity: Identity,
  edges: {
    readonly servers: readonly ServerEnd[];
    readonly ingress: readonly EdgePlan[];
    readonly egress: readonly EdgePlan[];
  },
): PolicyPlan[] {
  const servers = [...new Map(edges.servers.map((server) => [checksum(server), server])).values()];
  const egress = servers.map((server) =>
    pods(podsOf({ namespace: server.namespace, selector: server.labels }, identity.namespace), server.port),
  );
  return [
    policyOf(identity, { ingress: edges.ingress, egress: [DNS, ...egress, ...edges.egress] }),
    ...servers.map((server) => admission(identity, server)),
  ];
}

/** Pods as a policy in `namespace` sees them. */
export function podsOf(
  peer: { readonly namespace: string; readonly selector: StringMap },
  namespace: string,
): PeerPlan {
  return { pods: peer.selector, ...(peer.namespace !== namespace && { namespace: peer.namespace }) };
}

function tcp(...ports: number[]): EdgePlan['ports'] {
  return ports.map((port) => ({ port, protocol: 'TCP' as const }));
}
