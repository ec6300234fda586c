import type { InitContainer } from '../props/init-container';
import type { SidecarContainer } from '../props/sidecar-container';
import { ContainerPlan } from './objects';
import { checkEdge } from './peers';
import { Problems } from './problems';
import { checkMountPath, checkPort, checkWhole, isDnsLabel } from './syntax';

/** The rules of containers that a caller adds. @param own The construct's containers, whose names and ports are taken. */
export function checkExtraContainers(
  problems: Problems,
  sidecars: readonly SidecarContainer[],
  initContainers: readonly InitContainer[],
  own: readonly ContainerPlan[],
): void {
  const names = new Set(own.map(({ name }) => name));
  const [main, ...others] = own;
  if (main && others.some(({ name }) => name === main.name))
    problems.add(`"containerName" must be another than "${main.name}", which a container of the construct itself has`);
  const ports = new Map(own.flatMap((container) => container.ports.map(({ name, port }) => [name, port])));
  for (const sidecar of sidecars) {
    checkContainer(problems, 'sidecars', sidecar, names);
    checkPorts(problems, sidecar, ports);
  }
  for (const container of initContainers) checkContainer(problems, 'initContainers', container, names);
}

function checkContainer(problems: Problems, list: string, given: InitContainer, names: Set<string>): void {
  const { name, user, writablePaths = [], shared = [], egress = [] } = given;
  const prop = `${list}["${name}"]`;
  const allowed = 'at most 50 lower-case letters, digits and "-"';
  problems.require(isDnsLabel(name) && name.length <= 50, `${list}.name`, allowed, name);
  if (names.has(name)) problems.add(`"${list}" holds the name "${name}", which another container of the pod has`);
  names.add(name);
  if (user !== undefined)
    checkWhole(problems, `${prop}.user`, user, 1, 2 ** 31 - 1, 'PodSecurity "restricted" refuses root');
  for (const path of writablePaths) checkMountPath(problems, `${prop}.writablePaths`, path);
  for (const { path, mountPath = path } of shared)
    for (const one of new Set([path, mountPath])) checkMountPath(problems, `${prop}.shared`, one);
  for (const edge of egress) checkEdge(problems, `${prop}.egress`, edge);
}

/** The containers of a pod share its address, so a port is one container's only. */
function checkPorts(problems: Problems, given: SidecarContainer, taken: Map<string, number>): void {
  const { name, ports = {}, ingress = [] } = given;
  const prop = `sidecars["${name}"]`;
  for (const [word, port] of Object.entries(ports)) {
    const valid = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(word) && /[a-z]/.test(word) && word.length <= 15;
    problems.require(valid, `${prop}.ports`, 'named by at most 15 lower-case letters, digits and "-"', word);
    checkPort(problems, `${prop}.ports["${word}"]`, port, 1024);
    if (taken.has(word)) problems.add(`"${prop}.ports" holds the name "${word}", which another port of the pod has`);
    if ([...taken.values()].includes(port))
      problems.add(`"${prop}.ports" holds ${port}, on which another container of the pod listens`);
    taken.set(word, port);
  }
  for (const edge of ingress) {
    checkEdge(problems, `${prop}.ingress`, edge);
    if (!Object.values(ports).includes(edge.port))
      problems.add(`"${prop}.ingress" opens ${edge.port}, which its "ports" do not hold`);
  }
}
