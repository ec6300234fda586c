import type { WorkloadProps } from '../props/workload-props';
import { planExtraContainers } from './extra-containers';
import { Identity } from './identity';
import { checkMounts } from './mounts';
import { ContainerPlan, PodPlan, StringMap, TolerationPlan, VolumePlan } from './objects';
import { sumOf } from './part';
import { Problems } from './problems';
import { ProgramRef, Site } from './site';
import { checkLabels, isDnsSubdomain } from './syntax';

/** What differs between the pods of this library; everything else is the same for all. */
export interface PodParts {
  readonly user: number;
  readonly group?: number;
  readonly init?: readonly ContainerPlan[];
  /** The main container. */
  readonly containers: readonly ContainerPlan[];
  /** Containers beside it: they start before it and end after it. */
  readonly sidecars?: readonly ContainerPlan[];
  readonly volumes: readonly VolumePlan[];
  readonly graceSeconds: number;
  readonly tolerations?: readonly TolerationPlan[];
  /** What the pods read from ConfigMaps, by name: a change of it must roll them. */
  readonly checksums?: StringMap;
  readonly mountToken?: boolean;
  /** Conditions that others set before a pod is ready. */
  readonly readinessGates?: readonly string[];
  readonly near?: StringMap;
  readonly deadlineSeconds?: number;
  /** Fewest pods of this kind at a time: more than one are kept apart. */
  readonly fewestPods?: number;
  readonly runtimeClassName?: string;
}

/** The one pod of this library: from a construct's parts and what its caller wants of every pod. */
export function planPod(
  problems: Problems,
  site: Site,
  identity: Identity,
  props: WorkloadProps,
  parts: PodParts,
): PodPlan {
  checkPlacement(problems, props);
  const checksums = Object.entries(parts.checksums ?? {}).map(([name, sum]): [string, string] => [
    `checksum/${name}`,
    sum,
  ]);
  const extra = sumOf([
    { sidecars: parts.sidecars, init: parts.init },
    planExtraContainers(problems, site, props, parts),
  ]);
  const init = [...extra.sidecars.map((sidecar) => ({ ...sidecar, alwaysRestart: true })), ...extra.init];
  const containers = parts.containers.map((main) => ({ ...main, mounts: [...main.mounts, ...extra.mounts] }));
  for (const container of [...init, ...containers]) checkMounts(problems, container);
  return {
    labels: identity.labels,
    annotations: { ...identity.annotations, ...Object.fromEntries(checksums) },
    serviceAccount: identity.serviceAccount,
    mountToken: parts.mountToken ?? false,
    imagePullSecrets: site.platform.imagePullSecrets,
    user: parts.user,
    group: parts.group ?? parts.user,
    init,
    containers,
    volumes: [...parts.volumes, ...extra.volumes],
    readinessGates: parts.readinessGates,
    graceSeconds: parts.graceSeconds,
    nodeSelector: { ...props.nodeSelector },
    tolerations: [...(parts.tolerations ?? []), ...(props.tolerations ?? [])],
    priorityClassName: props.priorityClassName,
    runtimeClassName: parts.runtimeClassName,
    spread: (parts.fewestPods ?? 1) > 1 ? identity.selector : undefined,
    near: parts.near,
    deadlineSeconds: parts.deadlineSeconds,
    preStopSleep: site.platform.kubernetes.hasPreStopSleep,
  };
}

/** How an embedded program runs: its ConfigMap mounted at `/app`, started by the stock Node image. */
export function programCommand(program: ProgramRef): string[] {
  return ['node', `/app/${program.name}.js`];
}

function checkPlacement(problems: Problems, props: WorkloadProps): void {
  checkLabels(problems, 'nodeSelector', props.nodeSelector ?? {});
  for (const { key, value = '' } of props.tolerations ?? []) checkLabels(problems, 'tolerations', { [key]: value });
  const priority = props.priorityClassName;
  if (priority !== undefined)
    problems.require(isDnsSubdomain(priority), 'priorityClassName', 'the name of a PriorityClass', priority);
}
