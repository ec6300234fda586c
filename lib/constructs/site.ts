import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { serviceAccount } from '../manifest/rbac';
import { Identity, metaOf } from '../plan/identity';
import { Site } from '../plan/site';
import { emit } from './emit';
import { Platform } from './platform';

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

/** The workload's own ServiceAccount, unless the caller named one. */
export function emitServiceAccount(scope: Construct, identity: Identity): void {
  if (identity.ownsServiceAccount) emit(scope, 'ServiceAccount', serviceAccount(metaOf(identity)));
}
