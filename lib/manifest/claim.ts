import type { k8s } from 'cdk8s-plus-27';
import { ClaimPlan } from '../plan/objects';
import { Json, Manifest } from './kubernetes';
import { metadata } from './metadata';

export function claim(plan: ClaimPlan): Manifest<k8s.KubePersistentVolumeClaimProps> {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadata(plan.meta),
    body: { spec: claimSpec(plan) },
  };
}

/**
 * What the server would fill in is written out, the status too: templates are compared as a whole, and every later
 * `kubectl apply` would report a change.
 */
export function claimTemplate(plan: ClaimPlan): ClaimTemplate {
  const { body, ...head } = claim(plan);
  return { ...head, ...body, status: { phase: 'Pending' } };
}

type ClaimTemplate = Json<k8s.KubePersistentVolumeClaimProps> & { readonly status: { readonly phase: string } };

function claimSpec(plan: ClaimPlan): Json<k8s.PersistentVolumeClaimSpec> {
  return {
    accessModes: [plan.accessMode],
    volumeMode: 'Filesystem',
    ...(plan.storageClassName !== undefined && { storageClassName: plan.storageClassName }),
    resources: { requests: { storage: plan.size } },
  };
}
