import type { k8s } from 'cdk8s-plus-27';
import { ServicePlan } from '../plan/objects';
import { Manifest } from './kubernetes';
import { metadata } from './metadata';

export function service(plan: ServicePlan): Manifest<k8s.KubeServiceProps> {
  const { name, port, target = name, nodePort } = plan.port;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(plan.meta),
    body: {
      spec: {
        type: plan.type,
        // Peers of a headless Service find each other before they are ready.
        ...(plan.headless && { clusterIP: 'None', publishNotReadyAddresses: true }),
        ...(plan.affinitySeconds !== undefined && {
          sessionAffinity: 'ClientIP',
          sessionAffinityConfig: { clientIP: { timeoutSeconds: plan.affinitySeconds } },
        }),
        ...(plan.sourceRanges?.length && { loadBalancerSourceRanges: [...plan.sourceRanges] }),
        ...(plan.loadBalancerClass !== undefined && { loadBalancerClass: plan.loadBalancerClass }),
        selector: { ...plan.selector },
        ports: [{ name, port, targetPort: target, protocol: 'TCP', ...(nodePort !== undefined && { nodePort }) }],
      },
    },
  };
}
