import type { k8s } from 'cdk8s-plus-27';
import type { ScaledObjectProps, ScaledObjectSpec } from '../../imports/keda.sh';
import { HpaPlan, ScaledObjectPlan } from '../plan/autoscaling';
import { BudgetPlan } from '../plan/availability';
import { Json, Manifest } from './kubernetes';
import { metadata } from './metadata';

export function horizontalPodAutoscaler(plan: HpaPlan): Manifest<k8s.KubeHorizontalPodAutoscalerV2Props> {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata(plan.meta),
    body: {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: plan.meta.name },
        minReplicas: plan.min,
        maxReplicas: plan.max,
        metrics: [
          ...plan.utilization.map(({ resource, percent }) => ({
            type: 'Resource',
            resource: { name: resource, target: { type: 'Utilization', averageUtilization: percent } },
          })),
          ...plan.podsMetrics.map(({ name, average }) => ({
            type: 'Pods',
            pods: { metric: { name }, target: { type: 'AverageValue', averageValue: average } },
          })),
        ],
      },
    },
  };
}

export function scaledObject(plan: ScaledObjectPlan): Manifest<ScaledObjectProps> {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: metadata(plan.meta),
    body: {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: plan.meta.name },
        minReplicaCount: plan.min,
        maxReplicaCount: plan.max,
        ...scaling(plan),
      },
    },
  };
}

/** When KEDA scales: the same in its own resource and wherever another controller makes that. */
export type Scaling = Pick<ScaledObjectSpec, 'pollingInterval' | 'cooldownPeriod' | 'advanced' | 'triggers'>;

export function scaling(plan: ScaledObjectPlan): Json<Scaling> {
  return {
    pollingInterval: plan.pollingSeconds,
    cooldownPeriod: plan.cooldownSeconds,
    ...(plan.stabilizationSeconds !== undefined && { advanced: oneByOne(plan.stabilizationSeconds) }),
    triggers: plan.triggers.map(({ type, metadata: values, authentication }) => ({
      type,
      metadata: { ...values },
      ...(authentication !== undefined && { authenticationRef: { name: authentication } }),
    })),
  };
}

/** Each pod that goes has streams to end, so they go one by one. */
const oneByOne = (stabilizationWindowSeconds: number) => ({
  horizontalPodAutoscalerConfig: {
    behavior: {
      scaleDown: { stabilizationWindowSeconds, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
    },
  },
});

export function podDisruptionBudget(plan: BudgetPlan): Manifest<k8s.KubePodDisruptionBudgetProps> {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(plan.meta),
    body: {
      spec: {
        maxUnavailable: plan.maxUnavailable,
        selector: { matchLabels: { ...plan.selector } },
        // A pod that is broken anyway must not hold up the drain of its node.
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    },
  };
}
