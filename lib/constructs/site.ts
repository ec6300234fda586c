import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { networkPolicy } from '../manifest/network-policy';
import { serviceAccount } from '../manifest/rbac';
import { Identity, metaOf } from '../plan/identity';
import { PolicyPlan } from '../plan/objects';
import { Site } from '../plan/site';
import { emit } from './emit';
import { Platform } from './platform';
import { claimSelector } from './selectors';

export function siteOf(construct: Construct): Site {
  const chart = Chart.of(construct);
  return {
    construct: construct.constructor.name,
    path: construct.node.path,
    chart: chart.node.id,
    id: construct.node.id,
    namespace: chart.namespace,
    platform: Platform._of(construct),
  };
}

/** The workload's own ServiceAccount, unless the caller named one; its selector must be its own in any case. */
export function emitServiceAccount(scope: Construct, identity: Identity): void {
  claimSelector(scope, identity);
  if (identity.ownsServiceAccount) emit(scope, 'ServiceAccount', serviceAccount(metaOf(identity)));
}

/** The workload's own policy, and those that let it in elsewhere. */
export function emitPolicies(scope: Construct, ...policies: PolicyPlan[]): void {
  policies.forEach((policy, index) => emit(scope, `NetworkPolicy${index || ''}`, networkPolicy(policy)));
}
