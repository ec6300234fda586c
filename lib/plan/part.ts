import {
  ConfigMapPlan,
  ContainerPlan,
  EdgePlan,
  EnvPlan,
  EnvSourcePlan,
  MountPlan,
  ServerEnd,
  StringMap,
  VolumePlan,
} from './objects';

/** What one feature adds to a pod and to the objects around it. A workload is the sum of its parts. */
export interface Part {
  readonly env?: readonly EnvPlan[];
  readonly envFrom?: readonly EnvSourcePlan[];
  readonly mounts?: readonly MountPlan[];
  readonly volumes?: readonly VolumePlan[];
  /** Containers that end before the main container starts, in this order. */
  readonly init?: readonly ContainerPlan[];
  /** Containers beside the main container: they start before it and end after it. */
  readonly sidecars?: readonly ContainerPlan[];
  /** What the pods read from ConfigMaps, by name: a change of it must roll them. */
  readonly checksums?: StringMap;
  readonly configMaps?: readonly ConfigMapPlan[];
  /** Pods of this program that the workload talks to: both ends of the edge are planned. */
  readonly servers?: readonly ServerEnd[];
  /** Edges that have no far end in this program. */
  readonly egress?: readonly EdgePlan[];
  readonly ingress?: readonly EdgePlan[];
}

export function sumOf(parts: readonly Part[]): Required<Part> {
  return {
    env: parts.flatMap((part) => part.env ?? []),
    envFrom: parts.flatMap((part) => part.envFrom ?? []),
    mounts: parts.flatMap((part) => part.mounts ?? []),
    volumes: parts.flatMap((part) => part.volumes ?? []),
    init: parts.flatMap((part) => part.init ?? []),
    sidecars: parts.flatMap((part) => part.sidecars ?? []),
    checksums: Object.assign({}, ...parts.map((part) => part.checksums)) as StringMap,
    configMaps: parts.flatMap((part) => part.configMaps ?? []),
    servers: parts.flatMap((part) => part.servers ?? []),
    egress: parts.flatMap((part) => part.egress ?? []),
    ingress: parts.flatMap((part) => part.ingress ?? []),
  };
}
