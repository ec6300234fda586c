import { EngineMetric } from '../data/engine-metrics';

/** Whose series a query reads: one server's, whatever else its namespace holds. */
export interface SeriesScope {
  readonly namespace: string;
  /** A regular expression that the names of the pods match, where they are one's own. */
  readonly pods?: string;
  readonly servedModelName?: string;
}

/** Pods of a Deployment: its ReplicaSet's hash, and a random word. */
export const podsOfDeployment = (name: string): string => `${name}-[a-z0-9]+-[a-z0-9]+`;

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
