import type { Construct } from 'constructs';
import { claim } from '../manifest/claim';
import { networkPolicy } from '../manifest/network-policy';
import { job } from '../manifest/workloads';
import { ModelCachePlan } from '../plan/model-cache';
import { emit } from './emit';

/** The volume with the weights, and what fills it. */
export function emitModelCache(scope: Construct, plan: ModelCachePlan): void {
  if (plan.claim) emit(scope, 'Cache', claim(plan.claim));
  if (!plan.download) return;
  emit(scope, 'DownloadNetworkPolicy', networkPolicy(plan.download.policy));
  emit(scope, 'DownloadJob', job(plan.download.job));
}
