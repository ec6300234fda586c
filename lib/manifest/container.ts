import type { k8s } from 'cdk8s-plus-27';
import {
  ContainerPlan,
  EnvPlan,
  EnvSourcePlan,
  MountPlan,
  ProbeAction,
  ProbePlan,
  ResourcePlan,
} from '../plan/objects';
import { Container, Json } from './kubernetes';

/** The one container of this library: whatever it runs, it passes PodSecurity `restricted` and cannot write to its root. */
export function container(plan: ContainerPlan, preStopSleep: boolean): Container {
  const env = [...plan.env.map(variable), ...(plan.envFrom ?? []).flatMap(variables)];
  const envFrom = (plan.envFrom ?? []).filter((one) => !('keys' in one)).map(source);
  return {
    name: plan.name,
    ...(plan.alwaysRestart && { restartPolicy: 'Always' as const }),
    image: plan.image,
    imagePullPolicy: 'IfNotPresent',
    ...(plan.command && plan.command.length > 0 && { command: [...plan.command] }),
    ...(plan.args && plan.args.length > 0 && { args: [...plan.args] }),
    ...(plan.ports.length > 0 && {
      ports: plan.ports.map(({ name, port }) => ({ name, containerPort: port, protocol: 'TCP' })),
    }),
    ...(env.length > 0 && { env }),
    ...(envFrom.length > 0 && { envFrom }),
    resources: resources(plan.resources),
    ...(plan.mounts.length > 0 && { volumeMounts: plan.mounts.map(mount) }),
    ...(plan.startup && { startupProbe: probe(plan.startup) }),
    ...(plan.readiness && { readinessProbe: probe(plan.readiness) }),
    ...(plan.liveness && { livenessProbe: probe(plan.liveness) }),
    ...(plan.preStopSeconds !== undefined && { lifecycle: { preStop: wait(plan.preStopSeconds, preStopSleep) } }),
    securityContext: {
      ...(plan.user !== undefined && { runAsUser: plan.user }),
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
  };
}

function variable(env: EnvPlan): Json<k8s.EnvVar> {
  if ('value' in env) return { name: env.name, value: env.value };
  if ('field' in env) return { name: env.name, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: env.field } } };
  return { name: env.name, valueFrom: { secretKeyRef: { name: env.secret, key: env.key } } };
}

/** Only a variable that names a key makes the container wait for it. */
function variables(plan: EnvSourcePlan): Json<k8s.EnvVar>[] {
  if (!('keys' in plan)) return [];
  const { prefix = '', secret, keys } = plan;
  return keys.map((key) => variable({ name: `${prefix}${key}`, secret, key }));
}

function source(plan: EnvSourcePlan): Json<k8s.EnvFromSource> {
  return {
    ...(plan.prefix !== undefined && { prefix: plan.prefix }),
    ...('secret' in plan ? { secretRef: { name: plan.secret } } : { configMapRef: { name: plan.configMap } }),
  };
}

function mount({ volume, path, readOnly, subPath }: MountPlan): Json<k8s.VolumeMount> {
  return {
    name: volume,
    mountPath: path,
    ...(readOnly && { readOnly }),
    ...(subPath !== undefined && { subPath }),
  };
}

function resources({ requests, limits }: ResourcePlan): Json<k8s.ResourceRequirements> {
  return { requests: { ...requests }, limits: { ...limits } };
}

function probe({ action, periodSeconds, timeoutSeconds, failureThreshold }: ProbePlan): Json<k8s.Probe> {
  return { ...handler(action), periodSeconds, timeoutSeconds, failureThreshold };
}

function handler(action: ProbeAction): Json<k8s.Probe> {
  if ('http' in action) return { httpGet: { path: action.http, port: action.port, scheme: 'HTTP' } };
  if ('tcp' in action) return { tcpSocket: { port: action.tcp } };
  if ('exec' in action) return { exec: { command: [...action.exec] } };
  return { grpc: { port: action.grpc, service: action.service } };
}

/** The kubelet waits itself since 1.30; before, the image's `sleep` does. */
function wait(seconds: number, preStopSleep: boolean): Json<k8s.Lifecycle>['preStop'] {
  return preStopSleep ? { sleep: { seconds } } : { exec: { command: ['sleep', String(seconds)] } };
}
