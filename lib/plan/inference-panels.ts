import { EngineMetric, MetricUse, metricFor } from '../data/engine-metrics';
import { Panel } from './dashboard';
import { partOf, SeriesScope, seriesOf } from './series';

/** Whose metrics are shown, and by which engine. */
export interface Observed {
  readonly engine: string;
  readonly version?: string;
  readonly scope: SeriesScope;
}

/** What an engine says of itself. Panels for what it does not say are left out, here and below. */
export const inferencePanels = (server: Observed): Panel[] => [...trafficPanels(server), ...enginePanels(server)];

/** What matters to whoever uses it. */
export function trafficPanels(server: Observed): Panel[] {
  return [
    panelOf('LLM requests', 'short', {
      running: sum(server, 'running'),
      waiting: sum(server, 'waiting'),
    }),
    panelOf('LLM latency, 95th percentile', 's', {
      'first token': p95(server, 'firstToken'),
      'whole answer': p95(server, 'request'),
      'between tokens': p95(server, 'interToken'),
      'in the queue': p95(server, 'queueTime'),
    }),
  ].filter(isFilled);
}

function enginePanels(server: Observed): Panel[] {
  return [
    panelOf('KV cache in use', 'percentunit', { '{{pod}}': byPod(server, 'cacheUsage') }),
    panelOf('Tokens per second', 'short', {
      prompt: rate(server, 'promptTokens'),
      generated: rate(server, 'generatedTokens'),
    }),
    panelOf('Requests that ended per second, by reason', 'reqps', {
      '{{finished_reason}}': rate(server, 'finished', ' by (finished_reason) '),
    }),
    panelOf('Prefix cache hits, of the tokens looked up', 'percentunit', {
      hits: ratio(rate(server, 'prefixHits'), rate(server, 'prefixQueries')),
    }),
    panelOf('Preemptions per second', 'short', { preemptions: rate(server, 'preemptions') }),
  ].filter(isFilled);
}

const isFilled = ({ queries }: Panel): boolean => Object.keys(queries).length > 0;

/** The 95th percentile of a histogram. */
export const p95 = (server: Observed, use: MetricUse): string | undefined =>
  read(server, use, (metric) => {
    const buckets = seriesOf(partOf(metric, 'bucket'), server.scope);
    return `histogram_quantile(0.95, sum by (le) (rate(${buckets}[5m])))`;
  });

export const rate = (server: Observed, use: MetricUse, by = '', ...labels: string[]): string | undefined =>
  read(server, use, (metric) => `sum${by}(rate(${seriesOf(metric, server.scope, ...labels)}[5m]))`);

export const sum = (server: Observed, use: MetricUse): string | undefined =>
  read(server, use, (metric) => `sum(${seriesOf(metric, server.scope)})`);

export const byPod = (server: Observed, use: MetricUse): string | undefined =>
  read(server, use, (metric) => `max by (pod) (${seriesOf(metric, server.scope)})`);

const ratio = (part: string | undefined, whole: string | undefined): string | undefined =>
  part && whole && `${part} / ${whole}`;

function read(server: Observed, use: MetricUse, query: (metric: EngineMetric) => string): string | undefined {
  const metric = metricFor(server.engine, server.version, use);
  return metric && query(metric);
}

function panelOf(title: string, unit: string, queries: Readonly<Record<string, string | undefined>>): Panel {
  const known = Object.entries(queries).flatMap(([legend, query]) => (query === undefined ? [] : [[legend, query]]));
  return { title, unit, queries: Object.fromEntries(known) as Record<string, string> };
}
