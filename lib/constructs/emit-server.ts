import { Construct } from 'constructs';
import { horizontalPodAutoscaler, podDisruptionBudget, scaledObject } from '../manifest/autoscaling';
import { claim } from '../manifest/claim';
import { configMap } from '../manifest/configuration';
import { Manifest } from '../manifest/kubernetes';
import { leaderWorkerSet } from '../manifest/leader-worker-set';
import { podMonitor, prometheusRule } from '../manifest/monitoring';
import { service } from '../manifest/service';
import { deployment } from '../manifest/workloads';
import { GpuInferencePlan } from '../plan/gpu-inference';
import { ServerPlan } from '../plan/server';
import { GpuPool } from '../values/gpu-pool';
import { emit } from './emit';
import { claimGpus } from './gpu-pool';
import { emitModelCache } from './model-cache';
import { emitPolicies, emitServiceAccount } from './site';
import { warn } from './warn';

/** A server with a Deployment of its own, or groups of pods instead, and a Service in front. */
export function emitOwnServer(scope: Construct, plan: GpuInferencePlan, gpuPool: GpuPool | undefined): void {
  const resource = plan.group ? leaderWorkerSet(plan.group) : deployment(plan.deployment);
  emitServer(scope, plan, gpuPool, resource, service(plan.service));
}

/** The objects of a server, whatever its model is for, and whoever runs its pods. */
export function emitServer(
  scope: Construct,
  plan: ServerPlan,
  gpuPool: GpuPool | undefined,
  resource: Manifest,
  front?: Manifest,
): void {
  if (gpuPool) claimGpus(scope, gpuPool, plan.mostGpus);
  warn(scope, plan.warnings);
  emitServiceAccount(scope, plan.identity);
  emitModelCache(scope, plan.cache);
  if (plan.compileCache) emit(scope, 'CompileCache', claim(plan.compileCache));
  if (front) emit(scope, 'Service', front);
  emitPolicies(scope, ...plan.policies);
  if (plan.budget) emit(scope, 'Budget', podDisruptionBudget(plan.budget));
  if (plan.hpa) emit(scope, 'Autoscaler', horizontalPodAutoscaler(plan.hpa));
  if (plan.scaledObject) emit(scope, 'Autoscaler', scaledObject(plan.scaledObject));
  if (plan.podMonitor) emit(scope, 'Monitor', podMonitor(plan.podMonitor));
  if (plan.rule) emit(scope, 'Alerts', prometheusRule(plan.rule));
  for (const board of plan.boards) emit(scope, 'Dashboard', configMap(board));
  emit(scope, 'Resource', resource);
}
