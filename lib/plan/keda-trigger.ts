import { KedaTrigger } from '../values/keda-trigger';
import { checkHours } from './cron-hours';
import { Problems } from './problems';
import { isDnsSubdomain, isWhole } from './syntax';

/** A trigger in KEDA's own words. The operator would tell of a mistake in its log and leave the pods as they are. */
export function checkTrigger(problems: Problems, prop: string, trigger: KedaTrigger, most: number): void {
  const { type, metadata, authentication } = trigger;
  problems.require(/^[a-z][a-z0-9-]*$/.test(type), `${prop}.type`, 'a scaler of KEDA such as "prometheus"', type);
  if (type === 'cron') checkCron(problems, `${prop}.metadata`, metadata, most);
  if (authentication === undefined) return;
  const allowed = 'the name of a TriggerAuthentication';
  problems.require(isDnsSubdomain(authentication), `${prop}.authentication`, allowed, authentication);
}

function checkCron(problems: Problems, prop: string, metadata: KedaTrigger['metadata'], most: number): void {
  checkHours(problems, prop, metadata);
  const { desiredReplicas } = metadata;
  const pods = /^\d+$/.test(desiredReplicas ?? '') ? Number(desiredReplicas) : undefined;
  const cure = pods === undefined ? undefined : '"autoscaling.maxReplicas" would cut it';
  const allowed = `a whole number from 0 to ${most}, in quotes`;
  problems.require(isWhole(pods, 0, most), `${prop}.desiredReplicas`, allowed, desiredReplicas, cure);
}
