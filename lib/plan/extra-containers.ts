import type { InitContainer } from '../props/init-container';
import type { SidecarContainer } from '../props/sidecar-container';
import type { WorkloadProps } from '../props/workload-props';
import { checkExtraContainers } from './extra-container-rules';
import { HealthPlan, planHealth } from './health';
import { planImage } from './image';
import { ContainerPlan, MountPlan, VolumePlan } from './objects';
import { Part, sumOf } from './part';
import { edgeWith, reach } from './peers';
import { Problems } from './problems';
import { planResources } from './quantities';
import { Site } from './site';
import { planVariables } from './variables';

/** The containers of the construct itself, the main one first. */
interface OwnContainers {
  readonly containers: readonly ContainerPlan[];
  readonly sidecars?: readonly ContainerPlan[];
  readonly init?: readonly ContainerPlan[];
}

/** The caller's sidecars and init containers: the same for every workload. `mounts` are the main container's. */
export function planExtraContainers(
  problems: Problems,
  site: Site,
  { sidecars = [], initContainers = [] }: WorkloadProps,
  own: OwnContainers,
): Part {
  const all = [...sidecars, ...initContainers];
  const main = own.containers[0]?.mounts ?? [];
  const shared = sharedMounts(main, all);
  checkExtraContainers(problems, sidecars, initContainers, [
    ...own.containers,
    ...(own.sidecars ?? []),
    ...(own.init ?? []),
  ]);
  const added = shared.filter((mount) => !main.includes(mount));
  return {
    sidecars: sidecars.map((given) => planSidecar(problems, site, given, shared)),
    init: initContainers.map((given) => planContainer(problems, site, 'initContainers', given, shared)),
    volumes: [
      ...added.map(({ volume }) => ({ name: volume, emptyDir: {} })),
      ...all.flatMap((given) => writable(given).map(({ volume }): VolumePlan => ({ name: volume, emptyDir: {} }))),
    ],
    mounts: added,
  };
}

/** Whom they connect to, and who connects to them. */
export function extraEdges({ sidecars = [], initContainers = [] }: WorkloadProps, namespace: string): Part {
  const out = [...sidecars, ...initContainers].flatMap(({ egress = [] }) => egress);
  const into = sidecars.flatMap(({ ingress = [] }) => ingress);
  return sumOf([
    ...out.map((edge) => reach(edge, namespace)),
    { ingress: into.map((edge) => edgeWith(edge, namespace)) },
  ]);
}

function planSidecar(
  problems: Problems,
  site: Site,
  given: SidecarContainer,
  shared: readonly MountPlan[],
): ContainerPlan {
  const ports = Object.entries(given.ports ?? {}).map(([name, port]) => ({ name, port }));
  return {
    ...planContainer(problems, site, 'sidecars', given, shared),
    ports,
    ...health(problems, given, ports),
  };
}

function health(
  problems: Problems,
  { name, healthCheck }: SidecarContainer,
  ports: ContainerPlan['ports'],
): HealthPlan {
  return healthCheck ? planHealth(problems, `sidecars["${name}"].healthCheck`, healthCheck, ports[0]) : {};
}

function planContainer(
  problems: Problems,
  site: Site,
  list: string,
  given: InitContainer,
  shared: readonly MountPlan[],
): ContainerPlan {
  const prop = `${list}["${given.name}"]`;
  const { name, image, command, args, user } = given;
  return {
    name,
    image: planImage(problems, `${prop}.image`, image, site.platform.registryMirror),
    command,
    args,
    user,
    ports: [],
    env: planVariables(problems, `${prop}.`, given),
    resources: planResources(
      problems,
      given.resources,
      { cpuRequest: 50, memoryRequest: 64, memoryLimit: 256 },
      `${prop}.resources`,
    ),
    mounts: [...writable(given), ...sharedIn(given, shared)],
  };
}

/** Its own `/tmp` and what else it writes to; no `/tmp` of its own where it shares one. */
function writable({ name, writablePaths = [], shared = [] }: InitContainer): MountPlan[] {
  const sharesTmp = shared.some(({ path, mountPath = path }) => mountPath === '/tmp');
  return [
    ...(sharesTmp ? [] : [{ volume: `${name}-tmp`, path: '/tmp' }]),
    ...writablePaths.map((path, index) => ({ volume: `${name}-writable-${index}`, path })),
  ];
}

/** Mounts of the main container at the paths that others share: those that are there, and new ones where nothing is. */
function sharedMounts(main: readonly MountPlan[], containers: readonly InitContainer[]): MountPlan[] {
  const paths = new Set(containers.flatMap(({ shared = [] }) => shared.map(({ path }) => path)));
  return [...paths].map(
    (path, index) => main.find((mount) => mount.path === path) ?? { volume: `shared-${index}`, path },
  );
}

function sharedIn({ shared = [] }: InitContainer, mounts: readonly MountPlan[]): MountPlan[] {
  return shared.flatMap(({ path, mountPath = path, readOnly = false }) =>
    mounts
      .filter((mount) => mount.path === path)
      .map((mount) => ({ ...mount, path: mountPath, readOnly: readOnly || mount.readOnly })),
  );
}
