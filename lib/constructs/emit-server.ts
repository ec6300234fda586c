import { Construct } from 'constructs';
import { horizontalPodAutoscaler, podDisruptionBudget, scaledObject } from '../manifest/autoscaling';
import { claim } from '../manifest/claim';
import { configMap } from '../manifest/configuration';
import { leaderWorkerSet } from '../manifest/leader-worker-set';
import { podMonitor, prometheusRule } from '../manifest/monitoring';
import { service } from '../manifest/service';
import { deployment } from '../manifest/workloads';
import { GpuInferencePlan } from '../plan/gpu-inference';
import { GpuInferenceProps } from '../props/gpu-inference-props';
import { emit } from './emit';
import { claimGpus } from './gpu-pool';
import { emitModelCache } from './model-cache';
import { emitPolicies, emitServiceAccount } from './site';
import { warn } from './warn';

/** The objects of a server, whatever its model is for. */
export function emitServer(scope: Construct, plan: GpuInferencePlan, { gpuPool }: GpuInferenceProps): void {
  if (gpuPool) claimGpus(scope, gpuPool, plan.mostGpus);
  warn(scope, plan.warnings);
  emitServiceAccount(scope, plan.identity);
  emitModelCache(scope, plan.cache);
  if (plan.compileCache) emit(scope, 'CompileCache', claim(plan.compileCache));
  emit(scope, 'Service', service(plan.service));
  emitPolicies(scope, ...plan.policies);
  if (plan.budget) emit(scope, 'Budget', podDisruptionBudget(plan.budget));
  if (plan.hpa) emit(scope, 'Autoscaler', horizontalPodAutoscaler(plan.hpa));
  if (plan.scaledObject) emit(scope, 'Autoscaler', scaledObject(plan.scaledObject));
  if (plan.podMonitor) emit(scope, 'Monitor', podMonitor(plan.podMonitor));
  if (plan.rule) emit(scope, 'Alerts', prometheusRule(plan.rule));
  for (const board of plan.boards) emit(scope, 'Dashboard', configMap(board));
  emit(scope, 'Resource', plan.group ? leaderWorkerSet(plan.group) : deployment(plan.deployment));
}
