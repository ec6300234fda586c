import type { k8s } from 'cdk8s-plus-27';
import { PodPlan, StringMap, TolerationPlan, VolumePlan } from '../plan/objects';
import { container } from './container';
import { Json } from './kubernetes';
import { isFilled } from './metadata';

/** What a file of a ConfigMap or Secret allows: reading, by everybody in the container. */
const READABLE = 0o444;

/** @param restartPolicy `OnFailure` in a Job; a workload has no choice but the default. */
export function podTemplate(plan: PodPlan, restartPolicy?: string): Json<k8s.PodTemplateSpec> {
  return {
    metadata: {
      labels: { ...plan.labels },
      ...(isFilled(plan.annotations) && { annotations: { ...plan.annotations } }),
    },
    spec: { ...podSpec(plan), ...(restartPolicy !== undefined && { restartPolicy }) },
  };
}

export function podSpec(plan: PodPlan): Json<k8s.PodSpec> {
  return {
    serviceAccountName: plan.serviceAccount,
    automountServiceAccountToken: plan.mountToken,
    // A Service named `vllm` would set VLLM_PORT, which vLLM takes for its own.
    enableServiceLinks: false,
    ...(plan.imagePullSecrets.length > 0 && { imagePullSecrets: plan.imagePullSecrets.map((name) => ({ name })) }),
    ...(plan.priorityClassName !== undefined && { priorityClassName: plan.priorityClassName }),
    ...(plan.runtimeClassName !== undefined && { runtimeClassName: plan.runtimeClassName }),
    ...(isFilled(plan.nodeSelector) && { nodeSelector: { ...plan.nodeSelector } }),
    ...(plan.tolerations.length > 0 && { tolerations: plan.tolerations.map(toleration) }),
    ...(plan.near && { affinity: { podAffinity: near(plan.near) } }),
    ...(plan.spread && { topologySpreadConstraints: spread(plan.spread) }),
    ...(plan.readinessGates?.length && {
      readinessGates: plan.readinessGates.map((conditionType) => ({ conditionType })),
    }),
    ...(plan.deadlineSeconds !== undefined && { activeDeadlineSeconds: plan.deadlineSeconds }),
    terminationGracePeriodSeconds: plan.graceSeconds,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: plan.user,
      runAsGroup: plan.group,
      fsGroup: plan.group,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...(plan.init.length > 0 && { initContainers: plan.init.map((one) => container(one, plan.preStopSleep)) }),
    containers: plan.containers.map((one) => container(one, plan.preStopSleep)),
    volumes: plan.volumes.map(volume),
  };
}

function near(labels: StringMap): Json<k8s.PodAffinity> {
  const term = { labelSelector: { matchLabels: { ...labels } }, topologyKey: 'kubernetes.io/hostname' };
  return { requiredDuringSchedulingIgnoredDuringExecution: [term] };
}

/** Apart on nodes and zones as far as it goes: a pod that cannot be placed apart is better than no pod. */
function spread(labels: StringMap): Json<k8s.TopologySpreadConstraint>[] {
  return ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: { ...labels } },
    // Pods of the version that is on its way out do not count.
    matchLabelKeys: ['pod-template-hash'],
  }));
}

function toleration({ key, value, effect }: TolerationPlan): Json<k8s.Toleration> {
  return {
    key,
    operator: value === undefined ? 'Exists' : 'Equal',
    ...(value !== undefined && { value }),
    ...(effect !== undefined && { effect }),
  };
}

function volume(plan: VolumePlan): Json<k8s.Volume> {
  const { name } = plan;
  if ('configMap' in plan) return { name, configMap: { name: plan.configMap, defaultMode: READABLE } };
  if ('claim' in plan) return { name, persistentVolumeClaim: { claimName: plan.claim } };
  if ('secret' in plan) {
    const items = plan.items?.map(({ key, path }) => ({ key, path }));
    return {
      name,
      secret: {
        secretName: plan.secret,
        defaultMode: READABLE,
        ...(items && { items }),
        ...(plan.optional && { optional: true }),
      },
    };
  }
  const { memory, sizeLimit } = plan.emptyDir;
  return { name, emptyDir: { ...(memory && { medium: 'Memory' }), ...(sizeLimit !== undefined && { sizeLimit }) } };
}
