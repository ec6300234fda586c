import { EngineMetric } from '../data/engine-metrics';
import { Identity } from './identity';

/** Whose series a query reads: one server's, whatever else its namespace holds. */
export interface SeriesScope {
  readonly namespace: string;
  /** Of the Deployment, where the pods are one's own. */
  readonly workload?: string;
  readonly servedModelName?: string;
}

export const scopeOf = ({ namespace, name }: Identity, servedModelName: string): SeriesScope => ({
  namespace,
  workload: name,
  servedModelName,
});

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

/** Labels that Prometheus adds when it scrapes the pods of a Deployment. */
export const podsIn = ({ namespace, workload }: SeriesScope): string[] => [
  `namespace="${namespace}"`,
  ...(workload === undefined ? [] : [`pod=~"${workload}-[a-z0-9]+-[a-z0-9]+"`]),
];

/** One of the three series that a histogram consists of. */
export const partOf = (histogram: EngineMetric, part: 'bucket' | 'sum' | 'count'): EngineMetric => ({
  ...histogram,
  name: `${histogram.name}_${part}`,
});
