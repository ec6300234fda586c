import type { k8s } from 'cdk8s-plus-27';
import { JobPlan } from '../plan/job';
import { DeploymentPlan, StatefulSetPlan } from '../plan/objects';
import { claimTemplate } from './claim';
import { Manifest } from './kubernetes';
import { metadata } from './metadata';
import { podTemplate } from './pod';

export function deployment(plan: DeploymentPlan): Manifest<k8s.KubeDeploymentProps> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(plan.meta),
    body: {
      spec: {
        ...(plan.replicas !== undefined && { replicas: plan.replicas }),
        revisionHistoryLimit: 3,
        ...(plan.progressSeconds !== undefined && { progressDeadlineSeconds: plan.progressSeconds }),
        selector: { matchLabels: { ...plan.selector } },
        strategy: plan.rolling
          ? {
              type: 'RollingUpdate',
              rollingUpdate: { maxSurge: plan.rolling.surge, maxUnavailable: plan.rolling.unavailable },
            }
          : { type: 'Recreate' },
        template: podTemplate(plan.pod),
      },
    },
  };
}

export function statefulSet(plan: StatefulSetPlan): Manifest<k8s.KubeStatefulSetProps> {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata(plan.meta),
    body: {
      spec: {
        replicas: plan.replicas,
        serviceName: plan.serviceName,
        podManagementPolicy: 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        // Data outlives the StatefulSet: who wants it gone deletes the claim by its name.
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        selector: { matchLabels: { ...plan.selector } },
        template: podTemplate(plan.pod),
        volumeClaimTemplates: plan.claims.map(claimTemplate),
      },
    },
  };
}

/** No time to live: a Job that is gone is run again by the next `kubectl apply`. */
export function job(plan: JobPlan): Manifest<k8s.KubeJobProps> {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata(plan.meta),
    body: {
      spec: {
        backoffLimit: plan.retries,
        template: podTemplate(plan.pod, 'OnFailure'),
      },
    },
  };
}
