import { checksum } from './checksum';
import { Identity } from './identity';
import { MetaPlan, PodPlan } from './objects';
import { ProgramRef } from './site';

export interface JobPlan {
  readonly meta: MetaPlan;
  readonly pod: PodPlan;
  readonly retries: number;
}

/** Labels of its own: the workload's Service and policies must not select the Job's pod. */
export function jobIdentity(owner: Identity, role: string, suffix: string): Identity {
  const name = `${owner.name}${suffix}`;
  const selector = { 'app.kubernetes.io/name': role, 'app.kubernetes.io/instance': name };
  const labels = Object.fromEntries(
    Object.entries(owner.labels).filter(([key]) => !Object.hasOwn(owner.selector, key)),
  );
  return {
    ...owner,
    name,
    selector,
    labels: { ...labels, ...selector },
    serviceAccount: name,
    ownsServiceAccount: true,
  };
}

/**
 * A Job's template is immutable: another template needs another Job.
 *
 * No container of it waits in `preStop`, so the version that decides how is no part of it.
 */
export function jobMeta(
  { name, namespace, labels, annotations }: Identity,
  pod: PodPlan,
  program: ProgramRef,
): MetaPlan {
  const hash = checksum({ ...pod, preStopSleep: undefined, program: program.checksum }).slice(0, 8);
  return { name: `${name}-${hash}`, namespace, labels, annotations };
}
