import { type KubeObject, ofKind, titleOf } from '../synth';
import { containersOf, repeated, type Rule, selects, templatesIn } from './templates';

const DNS_LABEL = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_KEY = /^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** A longer StatefulSet is accepted and never gets a pod; the name of a Service or a Namespace is a DNS label. */
const LONGEST: Record<string, number> = { StatefulSet: 52, Job: 63, Service: 63, Namespace: 63, Deployment: 63 };

/** A rule about each object of some kinds, or of all. */
const each =
  (kinds: readonly string[], breachesOf: (object: KubeObject, objects: readonly KubeObject[]) => string[]): Rule =>
  (objects) =>
    objects
      .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
      .flatMap((object) => breachesOf(object, objects).map((breach) => `${titleOf(object)} ${breach}`));

const templatesBeside = ({ metadata }: KubeObject, objects: readonly KubeObject[]) =>
  templatesIn(objects).filter(({ namespace }) => namespace === metadata.namespace);

export const objectRules = {
  'no two objects have one name': (objects) =>
    repeated(objects.map((object) => `${object.metadata.namespace}: ${titleOf(object)}`)),
  'every name is one that the server takes': each([], ({ kind, metadata: { name } }) =>
    (kind in LONGEST ? DNS_LABEL : DNS_SUBDOMAIN).test(name) && name.length <= (LONGEST[kind] ?? 253)
      ? []
      : [`has a bad name of ${name.length} characters`],
  ),
  'every name that is referred to is one that the server takes': each([], ({ spec = {} }) =>
    [spec, spec.template?.spec, ...(spec.volumeClaimTemplates ?? []).map((claim: KubeObject) => claim.spec)]
      .flatMap((one) => [one?.storageClassName, one?.priorityClassName, one?.serviceAccountName])
      .filter((name) => name && !DNS_SUBDOMAIN.test(name))
      .map((name) => `refers to ${name}`),
  ),
  'every label is one that the server takes': each([], ({ metadata, spec }) =>
    [metadata.labels, spec?.template?.metadata?.labels, spec?.labels, spec?.selector?.matchLabels]
      .flatMap((labels) => Object.entries<string>(labels ?? {}))
      .filter(([key, value]) => !LABEL_KEY.test(key) || !LABEL_VALUE.test(value))
      .map(([key, value]) => `has a bad label ${key}=${value}`),
  ),
  'no Secret holds data': each(['Secret'], (secret) =>
    ['data', 'stringData'].filter((field) => field in secret).map((field) => `holds ${field}`),
  ),
  'every ConfigMap is below 200 kB': each(['ConfigMap'], ({ data }) =>
    Buffer.byteLength(JSON.stringify(data)) < 200_000 ? [] : ['is too large for kubectl apply'],
  ),
  'every claim asks for a size': each(['PersistentVolumeClaim', 'StatefulSet'], ({ kind, spec }) =>
    (kind === 'StatefulSet' ? (spec.volumeClaimTemplates ?? []) : [{ spec }])
      .map((claim: any) => String(claim.spec.resources.requests.storage))
      .filter((size: string) => !/^[1-9]\d*(Mi|Gi|Ti)$/.test(size))
      .map((size: string) => `asks for ${size}`),
  ),
  'a plan is written in numbers': each([], ({ metadata: { annotations = {} } }) =>
    /null/.test(annotations['cdk8s-llm/plan'] ?? '') ? ['has a plan with holes'] : [],
  ),
  'a workload selects its own pods and no others': each(['Deployment', 'StatefulSet'], (workload, objects) => {
    const { matchLabels } = workload.spec.selector;
    const selected = templatesBeside(workload, objects).filter(({ labels }) => selects(matchLabels, labels));
    return selected.length === 1 && selected[0]?.of === titleOf(workload)
      ? []
      : [`selects ${selected.map(({ of }) => of).join(', ') || 'nobody'}`];
  }),
  'a Service selects one workload, and a port that it has': each(['Service'], (service, objects) => {
    const selected = templatesBeside(service, objects).filter(({ labels }) => selects(service.spec.selector, labels));
    const ports = selected.flatMap((template) => containersOf(template).flatMap((container) => container.ports ?? []));
    return [
      ...(selected.length === 1 ? [] : [`selects ${selected.length} workloads`]),
      ...service.spec.ports
        .filter(
          ({ targetPort }: any) => !ports.some(({ name, containerPort }) => [name, containerPort].includes(targetPort)),
        )
        .map(({ targetPort }: any) => `has no port ${targetPort}`),
    ];
  }),
  'a StatefulSet is governed by a headless Service': each(['StatefulSet'], ({ spec }, objects) => {
    const service = ofKind(objects, 'Service').find(({ metadata }) => metadata.name === spec.serviceName);
    return service?.spec.clusterIP === 'None' ? [] : ['has no headless Service'];
  }),
  'what a pod reads is in the output, but for what the team has already': (objects) =>
    templatesIn(objects).flatMap((template) => {
      const titles = new Set(objects.map((object) => titleOf(object).replace(/^ExternalSecret/, 'Secret')));
      return referencesOf(template.spec)
        .filter((title) => !titles.has(title) && !/^(\w+\/team-|ServiceAccount\/robot$)/.test(title))
        .map((title) => `${template.of} reads ${title}`);
    }),
} satisfies Record<string, Rule>;

/** The objects that a pod needs before it starts. */
function referencesOf(spec: any): string[] {
  const volumes: any[] = spec.volumes ?? [];
  const containers: any[] = [...(spec.initContainers ?? []), ...spec.containers];
  const titles = [
    `ServiceAccount/${spec.serviceAccountName}`,
    ...volumes.map(({ configMap }) => configMap && `ConfigMap/${configMap.name}`),
    ...volumes.map(({ secret }) => secret && `Secret/${secret.secretName}`),
    ...volumes.map(({ persistentVolumeClaim: claim }) => claim && `PersistentVolumeClaim/${claim.claimName}`),
    ...containers
      .flatMap(({ env = [] }) => env)
      .map(({ valueFrom }: any) => valueFrom?.secretKeyRef && `Secret/${valueFrom.secretKeyRef.name}`),
    ...containers
      .flatMap(({ envFrom = [] }) => envFrom)
      .flatMap(({ secretRef, configMapRef }: any) => [
        secretRef && `Secret/${secretRef.name}`,
        configMapRef && `ConfigMap/${configMapRef.name}`,
      ]),
    ...(spec.imagePullSecrets ?? []).map(({ name }: any) => `Secret/${name}`),
  ];
  return [...new Set(titles.filter(Boolean))];
}
