import { EngineMetric } from '../data/engine-metrics';

/** Whose series a query reads: one server's, whatever else its namespace holds. */
export interface SeriesScope {
  readonly namespace: string;
  /** A regular expression that the names of the pods match, where they are one's own. */
  readonly pods?: string;
  readonly servedModelName?: string;
}

/** What the API server keeps of the name of a ReplicaSet and the dash behind it, before it adds five random characters. */
const KEPT = 58;
const RANDOM = 5;
/** The longest hash of a ReplicaSet, with the dashes around it. */
const HASH = '-1234567890-'.length;

/**
 * Pods of a Deployment: its ReplicaSet's hash, and a random word. Of long names the API server cuts what is too much: the
 * dash between the two, then the hash, then the name.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#generated-values
 */
export function podsOfDeployment(name: string): string {
  if (name.length + HASH <= KEPT) return `${name}-[a-z0-9]+-[a-z0-9]+`;
  if (name.length >= KEPT) return `${name.slice(0, KEPT)}[a-z0-9]{${RANDOM}}`;
  const room = KEPT - name.length - 1;
  const cut = `[a-z0-9]{${room + RANDOM}}`;
  // A short hash leaves the dash behind it.
  return room > 1 ? `${name}-(${cut}|[a-z0-9]{1,${room - 1}}-[a-z0-9]{${RANDOM}})` : `${name}-${cut}`;
}

/**
 * Pods of a LeaderWorkerSet: the number of the group for its leader, and of the worker in it for the others.
 *
 * @see https://lws.sigs.k8s.io/docs/concepts/
 */
export const podsOfGroups = (name: string): string => `${name}-[0-9]+(-[0-9]+)?`;

/**
 * A selector of PromQL. The engine calls the model by its served name, not by its id, and not every engine does; the pods'
 * names keep apart two servers of one model.
 */
export function seriesOf(metric: EngineMetric, scope: SeriesScope, ...more: string[]): string {
  const model =
    scope.servedModelName !== undefined && metric.labels.includes('model_name')
      ? [`model_name="${scope.servedModelName}"`]
      : [];
  return `${metric.name}{${[...podsIn(scope), ...model, ...more].join(',')}}`;
}

/** Labels that Prometheus adds when it scrapes the pods. */
export const podsIn = ({ namespace, pods }: SeriesScope): string[] => [
  `namespace="${namespace}"`,
  ...(pods === undefined ? [] : [`pod=~"${pods}"`]),
];

/** One of the three series that a histogram consists of. */
export const partOf = (histogram: EngineMetric, part: 'bucket' | 'sum' | 'count'): EngineMetric => ({
  ...histogram,
  name: `${histogram.name}_${part}`,
});
