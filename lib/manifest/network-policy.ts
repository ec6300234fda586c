import type { k8s } from 'cdk8s-plus-27';
import { EdgePlan, PeerPlan, PolicyPlan, StringMap } from '../plan/objects';
import { Json, Manifest } from './kubernetes';
import { isFilled, metadata } from './metadata';

/** A direction that the plan does not name stays as other policies leave it; an empty list closes it. */
export function networkPolicy(plan: PolicyPlan): Manifest<k8s.KubeNetworkPolicyProps> {
  const { ingress, egress } = plan;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(plan.meta),
    body: {
      spec: {
        podSelector: selector(plan.pods),
        policyTypes: [...(ingress ? ['Ingress'] : []), ...(egress ? ['Egress'] : [])],
        ...(ingress?.length && { ingress: ingress.map((edge) => ({ ...peers('from', edge), ...ports(edge) })) }),
        ...(egress?.length && { egress: egress.map((edge) => ({ ...peers('to', edge), ...ports(edge) })) }),
      },
    },
  };
}

function peers(direction: 'from' | 'to', edge: EdgePlan): { [direction: string]: Json<k8s.NetworkPolicyPeer>[] } {
  return edge.peers.length > 0 ? { [direction]: edge.peers.map(peer) } : {};
}

function peer(plan: PeerPlan): Json<k8s.NetworkPolicyPeer> {
  if ('cidr' in plan)
    return { ipBlock: { cidr: plan.cidr, ...(plan.except.length > 0 && { except: [...plan.except] }) } };
  return {
    ...(plan.namespace !== undefined && {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': plan.namespace } },
    }),
    podSelector: selector(plan.pods),
  };
}

/** Without labels, all pods. */
function selector(labels: StringMap): Json<k8s.LabelSelector> {
  return isFilled(labels) ? { matchLabels: { ...labels } } : {};
}

function ports({ ports: open }: EdgePlan): { ports?: Json<k8s.NetworkPolicyPort>[] } {
  return open.length > 0 ? { ports: open.map(({ port, protocol }) => ({ port, protocol })) } : {};
}
