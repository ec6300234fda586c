import { checksum } from './checksum';
import { EdgePlan, PeerPlan, PolicyPlan, ServerEnd, StringMap } from './objects';
import { Identity, metaOf } from './identity';
import { Part, sumOf } from './part';
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

/** A range of IPv4 addresses, private ones too. */
export const addresses = (cidr: string, port: number): EdgePlan => ({
  peers: [{ cidr, except: [] }],
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
  // In the server's namespace, clients of several namespaces may bear one name.
  const from = client.namespace === server.namespace ? client.name : `${client.namespace}-${client.name}`;
  return {
    meta: {
      ...metaOf(client),
      name: `${from}-to-${nameOf(server.labels)}-${server.port}`,
      namespace: server.namespace,
    },
    pods: server.labels,
    ingress: [pods(podsOf(client, server.namespace), server.port)],
  };
}

/** Of the selector that this library gives, the instance says it all; of any other, only all labels together do. */
function nameOf(labels: StringMap): string {
  const instance = labels['app.kubernetes.io/instance'] ?? '';
  const others = Object.keys(labels).filter((key) => !/^app\.kubernetes\.io\/(name|instance)$/.test(key));
  return isDnsLabel(instance) && others.length === 0 ? instance : checksum(labels).slice(0, 8);
}

/**
 * A workload's policies: its own, and the far end of each pair. Servers that are one and the same get one edge, and who
 * reaches nobody needs no names resolved.
 */
export function policiesOf(identity: Identity, ...parts: Part[]): PolicyPlan[] {
  const sum = sumOf(parts);
  const servers = distinct(sum.servers);
  const near = servers.map(({ namespace, labels, port }) =>
    pods(podsOf({ namespace, selector: labels }, identity.namespace), port),
  );
  const egress = distinct([...near, ...sum.egress]);
  return [
    policyOf(identity, { ingress: distinct(sum.ingress), egress: egress.length > 0 ? distinct([DNS, ...egress]) : [] }),
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

const distinct = <Item>(items: readonly Item[]): Item[] => [
  ...new Map(items.map((item) => [checksum(item), item])).values(),
];

function tcp(...ports: number[]): EdgePlan['ports'] {
  return ports.map((port) => ({ port, protocol: 'TCP' as const }));
}
