import { type KubeObject, ofKind, titleOf } from '../synth';
import { routesIn } from './routes';
import { type Rule, selects, type Template, templatesIn } from './templates';

/** One allowed connection of a policy: from or to pods of the output, on one port. */
interface Edge {
  readonly of: string;
  readonly own: Template[];
  readonly peers: Template[];
  readonly port: number;
}

export const edgeRules = {
  'every policy selects pods of the output, or all': (objects) =>
    ofKind(objects, 'NetworkPolicy')
      .filter((policy) => policy.spec.podSelector.matchLabels && selectedBy(policy, objects).length === 0)
      .map((policy) => `${titleOf(policy)} selects nobody`),
  'every pod has a policy of its own for both directions': (objects) =>
    templatesIn(objects).flatMap((template) =>
      ['Ingress', 'Egress']
        .filter((type) => !policiesOf(template, objects).some(isOwn(type)))
        .map((type) => `${template.of} has no policy of its own for ${type}`),
    ),
  'every way out to a pod has its way in, and the other way round': (objects) => {
    const [out, into] = [edgesOf('egress', objects), edgesOf('ingress', objects)];
    const lone = (edges: Edge[], halves: Edge[], side: string) =>
      edges
        .filter((edge) => edge.own.some((own) => edge.peers.some((peer) => !hasHalf(halves, peer, own, edge.port))))
        .map(({ of, port }) => `${of} has ${side} port ${port} alone`);
    return [...lone(out, into, 'egress to'), ...lone(into, out, 'ingress on')];
  },
  'every peer is somebody': (objects) =>
    [...edgesOf('egress', objects), ...edgesOf('ingress', objects)]
      .filter(({ peers }) => peers.length === 0)
      .map(({ of, port }) => `${of} means nobody on port ${port}`),
  'who calls a pod by its name may ask the DNS': (objects) =>
    ofKind(objects, 'NetworkPolicy')
      .filter(({ spec }) => spec.egress?.some((rule: any) => rule.to?.some(isPod)) && !spec.egress.some(isDns))
      .map((policy) => `${titleOf(policy)} has no DNS`),
  'anybody may come in where a port is exposed, and nowhere else': (objects) =>
    templatesIn(objects).flatMap((template) => {
      const services = ofKind(objects, 'Service').filter(
        ({ spec, metadata }) => metadata.namespace === template.namespace && selects(spec.selector, template.labels),
      );
      const exposed = services.some((service) => service.spec.type !== 'ClusterIP' || isRouted(service, objects));
      const rules = policiesOf(template, objects).flatMap(({ spec }) => (spec.ingress ?? []) as any[]);
      const open = rules.some((rule) => !rule.from);
      if (open && !exposed) return [`${template.of} is open and not exposed`];
      const admitted = open || rules.some((rule) => rule.from.some(isNamespace));
      return exposed && !admitted ? [`${template.of} is closed and exposed`] : [];
    }),
} satisfies Record<string, Rule>;

/** Whether an Ingress or an HTTPRoute leads to a Service. */
function isRouted({ metadata }: KubeObject, objects: readonly KubeObject[]): boolean {
  return routesIn(objects).some((route) => route.namespace === metadata.namespace && route.service === metadata.name);
}

const isOwn =
  (type: string) =>
  ({ spec }: KubeObject): boolean =>
    spec.policyTypes.includes(type) && spec.podSelector.matchLabels !== undefined;

const isDns = (rule: any): boolean =>
  rule.to?.some((peer: any) => peer.podSelector?.matchLabels?.['k8s-app'] === 'kube-dns');
const isPod = (peer: any): boolean => peer.podSelector && !isDns({ to: [peer] });
const homeOf = (peer: any): string | undefined => peer.namespaceSelector?.matchLabels['kubernetes.io/metadata.name'];
/** Namespaces that the team has already. */
const isTheirs = (namespace = ''): boolean => /^(team-.*|monitoring)$/.test(namespace);
/** A whole namespace of theirs: that of a controller, whose pods nobody knows better. */
const isNamespace = (peer: any): boolean => isTheirs(homeOf(peer)) && !peer.podSelector.matchLabels;

function selectedBy({ metadata, spec }: KubeObject, objects: readonly KubeObject[]): Template[] {
  return templatesIn(objects).filter(
    ({ namespace, labels }) => namespace === metadata.namespace && selects(spec.podSelector.matchLabels, labels),
  );
}

function policiesOf(template: Template, objects: readonly KubeObject[]): KubeObject[] {
  return ofKind(objects, 'NetworkPolicy').filter((policy) =>
    selectedBy(policy, objects).some(({ of, namespace }) => of === template.of && namespace === template.namespace),
  );
}

/** The edges that end at pods of the output; the internet, the DNS, the API server and others' namespaces have none here. */
function edgesOf(direction: 'ingress' | 'egress', objects: readonly KubeObject[]): Edge[] {
  return ofKind(objects, 'NetworkPolicy').flatMap((policy) =>
    ((policy.spec[direction] ?? []) as any[]).flatMap((rule) =>
      ((rule.from ?? rule.to ?? []) as any[]).filter(isPod).flatMap((peer) => {
        const home = homeOf(peer) ?? policy.metadata.namespace;
        if (isTheirs(home)) return [];
        const peers = templatesIn(objects).filter(
          ({ namespace, labels }) => namespace === home && selects(peer.podSelector.matchLabels, labels),
        );
        const own = selectedBy(policy, objects);
        // Without a list, every port is open: one edge for all of them.
        const ports = (rule.ports ?? [{ port: 0 }]) as { port: number }[];
        return ports.map(({ port }) => ({ of: titleOf(policy), own, peers, port }));
      }),
    ),
  );
}

function hasHalf(halves: Edge[], own: Template, peer: Template, port: number): boolean {
  return halves.some((half) => half.port === port && half.own.some(is(own)) && half.peers.some(is(peer)));
}

const is = (one: Template) => (other: Template) => one.of === other.of && one.namespace === other.namespace;
