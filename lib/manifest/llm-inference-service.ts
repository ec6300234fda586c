import type { k8s } from 'cdk8s-plus-27';
import { ScaledObjectPlan } from '../plan/autoscaling';
import { LlmInferenceServicePlan } from '../plan/kserve-inference';
import { scaling, Scaling } from './autoscaling';
import { Json, Manifest } from './kubernetes';
import { isFilled, metadata } from './metadata';
import { podSpec } from './pod';

/** The part of the resource that is written here. Its whole type, imported, takes seconds and half a gigabyte. */
export interface LlmInferenceServiceProps {
  readonly spec: {
    readonly baseRefs?: { readonly name: string }[];
    readonly model: { readonly name: string; readonly uri: string };
    readonly storageInitializer: { readonly enabled: boolean };
    readonly parallelism?: { readonly tensor?: number; readonly pipeline?: number };
    readonly replicas?: number;
    readonly scaling?: LlmScaling;
    readonly rolloutStrategy: { readonly maxSurge: number; readonly maxUnavailable: number };
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
    readonly template: k8s.PodSpec;
    readonly worker?: k8s.PodSpec;
  };
}

interface LlmScaling {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly keda: Scaling & { readonly idleReplicaCount?: number };
}

/** @see https://kserve.github.io/website/docs/model-serving/generative-inference/llmisvc/llmisvc-overview */
export function llmInferenceService(plan: LlmInferenceServicePlan): Manifest<LlmInferenceServiceProps> {
  const { baseRefs, parallelism, rolling } = plan;
  return {
    apiVersion: 'serving.kserve.io/v1alpha2',
    kind: 'LLMInferenceService',
    metadata: metadata(plan.meta),
    body: {
      spec: {
        ...(baseRefs.length > 0 && { baseRefs: baseRefs.map((name) => ({ name })) }),
        model: { ...plan.model },
        storageInitializer: { enabled: false },
        ...(parallelism.tensor !== undefined && { parallelism: { ...parallelism } }),
        ...(plan.replicas !== undefined && { replicas: plan.replicas }),
        ...(plan.scaling && { scaling: keda(plan.scaling) }),
        rolloutStrategy: { maxSurge: rolling.surge, maxUnavailable: rolling.unavailable },
        ...(isFilled(plan.labels) && { labels: { ...plan.labels } }),
        ...(isFilled(plan.annotations) && { annotations: { ...plan.annotations } }),
        template: podSpec(plan.pod),
        ...(plan.worker && { worker: podSpec(plan.worker) }),
      },
    },
  };
}

/** It knows no fewest of 0, and the ScaledObject that it makes does: pods that nothing asks for are idle. */
function keda(plan: ScaledObjectPlan): Json<LlmScaling> {
  const { advanced, ...rest } = scaling(plan);
  // A rule of the resource asks that the HPA has no name, and fails where there is none to read.
  const behaviour = { horizontalPodAutoscalerConfig: { name: '', ...advanced?.horizontalPodAutoscalerConfig } };
  return {
    minReplicas: Math.max(1, plan.min),
    maxReplicas: plan.max,
    keda: { ...rest, ...(advanced && { advanced: behaviour }), ...(plan.min === 0 && { idleReplicaCount: 0 }) },
  };
}
