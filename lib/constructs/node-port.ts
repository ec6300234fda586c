import type { Construct } from 'constructs';
import { ServicePlan } from '../plan/objects';
import { claim } from './registry';

/** The API server would refuse the second Service, but only once somebody applies it. */
export function claimNodePort(scope: Construct, { port: { nodePort } }: ServicePlan): void {
  if (nodePort === undefined) return;
  const holder = claim(scope, `NodePort/${nodePort}`);
  if (holder)
    throw new Error(
      `${scope.node.path}: the NodePort ${nodePort} is taken already, by ${holder.node.path}; give one of them another, ` +
        'or leave the choice to the cluster: Exposure.nodePort()',
    );
}
