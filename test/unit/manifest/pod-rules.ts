import { containersOf, repeated, type Rule, type Template, templatesIn } from './templates';

/** A rule about each pod template. */
const pods =
  (breachesOf: (template: Template) => string[]): Rule =>
  (objects) =>
    templatesIn(objects).flatMap((template) => breachesOf(template).map((breach) => `${template.of}: ${breach}`));

/** A rule about each container, init containers included: what `check` names is wrong with it. */
const containers = (check: (container: any, template: Template) => (string | false)[]): Rule =>
  pods((template) =>
    containersOf(template).flatMap((container) =>
      check(container, template)
        .filter((breach) => breach !== false)
        .map((breach) => `${container.name} ${breach}`),
    ),
  );

const quantity = /^([1-9]\d*)(m|Mi|Gi|Ti)?$/;
const inBase = (text: string): number => {
  const [, amount, unit = ''] = quantity.exec(text) ?? [];
  return Number(amount) * ({ m: 0.001, Mi: 1, Gi: 1024, Ti: 1024 ** 2 }[unit] ?? 1);
};
const isCanonical = (text: string): boolean => {
  const [, amount, unit] = quantity.exec(text) ?? [];
  return amount !== undefined && Number(amount) % (unit === 'm' ? 1000 : unit ? 1024 : Infinity) !== 0;
};

const secretive = /PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY/i;
const harmless = (name: string, value: string) =>
  value === 'EMPTY' || /^SECRET_(NAME|KEYS)$/.test(name) || name.endsWith('_FILE') || /^\$\(.*\)$/.test(value);

const fillsSecret = (spec: any): boolean => spec.containers.some(({ name }: any) => name === 'fill-secret');

export const podRules = {
  'every pod is restricted': pods(({ spec }) => {
    const { runAsNonRoot, runAsUser, seccompProfile } = spec.securityContext;
    return [
      ...(runAsNonRoot === true && runAsUser > 0 ? [] : ['may run as root']),
      ...(seccompProfile?.type === 'RuntimeDefault' ? [] : ['has no seccomp profile']),
      ...['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => field in spec),
      ...(spec.volumes ?? []).filter(isHostVolume).map(({ name }: { name: string }) => `${name} is no safe volume`),
    ];
  }),
  'every container is restricted': containers(({ securityContext: context = {}, ports = [] }) => [
    context.allowPrivilegeEscalation !== false && 'may gain privileges',
    String(context.capabilities?.drop) !== 'ALL' && 'keeps capabilities',
    Boolean(context.capabilities?.add ?? context.privileged) && 'is given privileges',
    context.readOnlyRootFilesystem !== true && 'can write to its root',
    ports.some((port: object) => 'hostPort' in port) && 'takes a port of the node',
  ]),
  'no pod but the Job that fills a Secret has a token': pods(({ spec }) =>
    spec.automountServiceAccountToken === fillsSecret(spec) ? [] : ['has the wrong idea of tokens'],
  ),
  'no pod learns of Services by its environment': pods(({ spec }) =>
    spec.enableServiceLinks === false ? [] : ['has service links'],
  ),
  'every container asks for CPU and memory, and has an end of memory': containers(({ resources }) => [
    !resources?.requests?.cpu && 'asks for no CPU',
    !resources?.requests?.memory && 'asks for no memory',
    !resources?.limits?.memory && 'has no limit of memory',
  ]),
  'every quantity is written as the server stores it, and no request is above its limit': containers(
    ({ resources: { requests = {}, limits = {} } }) => [
      ...[...Object.values<string>(requests), ...Object.values<string>(limits)].map(
        (text) => !isCanonical(text) && `writes ${text}`,
      ),
      ...Object.keys(limits).map(
        (name) => name in requests && inBase(requests[name]) > inBase(limits[name]) && `asks for too much ${name}`,
      ),
    ],
  ),
  'no password stands in the environment': containers(({ env = [] }) =>
    env.map(
      ({ name, value }: { name: string; value?: string }) =>
        value !== undefined &&
        ((secretive.test(name) && !harmless(name, value)) || /:\/\/[^/]*:[^$/]+@/.test(value)) &&
        `holds ${name}`,
    ),
  ),
  'every variable, mount and container is there once': containers(({ env = [], volumeMounts = [], name }, template) => [
    ...repeated(env.map((one: any) => one.name)).map((one) => `has ${one} twice`),
    ...repeated(volumeMounts.map((one: any) => one.mountPath)).map((one) => `mounts ${one} twice`),
    containersOf(template).filter((other) => other.name === name).length > 1 && 'is there twice',
  ]),
  'no list of a container is empty: the server leaves it out': containers((container) =>
    ['command', 'args', 'env', 'ports', 'volumeMounts'].map(
      (field) => container[field]?.length === 0 && `writes ${field} without anything in it`,
    ),
  ),
  'every mount has its volume': pods(({ spec, ...rest }) => {
    const claims = rest.kind === 'StatefulSet' ? ['data'] : [];
    const volumes = [...claims, ...(spec.volumes ?? []).map((volume: any) => volume.name)];
    const mounted = containersOf({ spec, ...rest }).flatMap(({ volumeMounts = [] }) =>
      volumeMounts.map((m: any) => m.name),
    );
    return [
      ...mounted.filter((name) => !volumes.includes(name)).map((name) => `${name} is no volume`),
      ...volumes.filter((name) => !mounted.includes(name)).map((name) => `${name} is never mounted`),
      ...repeated(volumes).map((name) => `${name} is there twice`),
    ];
  }),
  'every probe asks a port that is there': containers(({ ports = [], ...container }) => {
    const probes = [container.startupProbe, container.readinessProbe, container.livenessProbe].filter(Boolean);
    const asked = probes
      .map(({ httpGet, tcpSocket }) => (httpGet ?? tcpSocket)?.port)
      .filter((port) => port !== undefined);
    return asked.map((port) => !ports.some(({ name }: any) => name === port) && `probes ${port}`);
  }),
  'a sidecar restarts always and starts first; an init container is never probed': pods(({ spec }) => {
    const init = (spec.initContainers ?? []) as any[];
    const first = init.findIndex(({ restartPolicy }) => restartPolicy !== 'Always');
    return init.flatMap(({ name, restartPolicy, readinessProbe, startupProbe, livenessProbe }, index) =>
      restartPolicy === 'Always'
        ? [...(first >= 0 && first < index ? [`${name} starts late`] : [])]
        : [...((startupProbe ?? readinessProbe ?? livenessProbe) ? [`${name} is probed`] : [])],
    );
  }),
  'every image is pinned': containers(({ image }) => [
    !/(:[\w][\w.-]*|@sha256:[0-9a-f]{64})$/.test(image.replace(/:latest$/, '')) && `runs ${image}`,
  ]),
  'every pod has time to wait before it stops': pods(({ spec }) =>
    spec.containers
      .map(({ lifecycle }: any) => lifecycle?.preStop)
      .filter(Boolean)
      .map((preStop: any) => Number(preStop.sleep?.seconds ?? preStop.exec?.command[1]))
      .filter((seconds: number) => !(seconds < spec.terminationGracePeriodSeconds))
      .map((seconds: number) => `waits ${seconds} s of ${spec.terminationGracePeriodSeconds}`),
  ),
} satisfies Record<string, Rule>;

function isHostVolume(volume: object): boolean {
  return !['emptyDir', 'configMap', 'secret', 'persistentVolumeClaim'].some((kind) => kind in volume);
}
