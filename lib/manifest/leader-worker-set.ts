import type { k8s } from 'cdk8s-plus-27';
import { LeaderWorkerSetPlan } from '../plan/nodes';
import { Json, Manifest } from './kubernetes';
import { metadata } from './metadata';
import { podTemplate } from './pod';

/** The part of the resource that is written here. */
export interface LeaderWorkerSetProps {
  readonly spec: {
    readonly replicas: number;
    readonly leaderWorkerTemplate: {
      readonly size: number;
      readonly restartPolicy: string;
      readonly leaderTemplate: Json<k8s.PodTemplateSpec>;
      readonly workerTemplate: Json<k8s.PodTemplateSpec>;
    };
    readonly rolloutStrategy: {
      readonly type: string;
      readonly rollingUpdateConfiguration: { readonly maxSurge: number; readonly maxUnavailable: number };
    };
    readonly startupPolicy: string;
  };
}

/** @see https://lws.sigs.k8s.io */
export function leaderWorkerSet(plan: LeaderWorkerSetPlan): Manifest<LeaderWorkerSetProps> {
  return {
    apiVersion: 'leaderworkerset.x-k8s.io/v1',
    kind: 'LeaderWorkerSet',
    metadata: metadata(plan.meta),
    body: {
      spec: {
        replicas: plan.replicas,
        leaderWorkerTemplate: {
          size: plan.size,
          restartPolicy: 'RecreateGroupOnPodRestart',
          leaderTemplate: podTemplate(plan.leader),
          workerTemplate: podTemplate(plan.worker),
        },
        rolloutStrategy: {
          type: 'RollingUpdate',
          // A new group would wait for the GPUs that the old one holds.
          rollingUpdateConfiguration: { maxSurge: 0, maxUnavailable: 1 },
        },
        startupPolicy: 'LeaderCreated',
      },
    },
  };
}
