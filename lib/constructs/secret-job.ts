import type { Construct } from 'constructs';
import { emptySecret } from '../manifest/configuration';
import { networkPolicy } from '../manifest/network-policy';
import { roleBinding, secretFiller, serviceAccount } from '../manifest/rbac';
import { job } from '../manifest/workloads';
import { FillJobPlan } from '../plan/fill-job';
import { emit } from './emit';

/** A Secret without data, and all that fills it. @param id What the ids of these objects begin with. */
export function emitSecretJob(scope: Construct, id: string, plan: FillJobPlan): void {
  emit(scope, id, emptySecret(plan.secret));
  emit(scope, `${id}ServiceAccount`, serviceAccount(plan.meta));
  emit(scope, `${id}Role`, secretFiller(plan.meta, plan.secret.name));
  emit(scope, `${id}RoleBinding`, roleBinding(plan.meta));
  emit(scope, `${id}NetworkPolicy`, networkPolicy(plan.policy));
  emit(scope, `${id}Job`, job(plan.job));
}
