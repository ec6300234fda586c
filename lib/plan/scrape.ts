import type { MonitoringProps } from '../props/monitoring-props';
import { pods } from './edges';
import { Identity, metaOf } from './identity';
import { ConfigMapPlan, EdgePlan, MetaPlan, StringMap } from './objects';
import { Problems } from './problems';
import { checkLabels, checkWhole, isDnsLabel } from './syntax';

/** How pods are scraped, whoever tells Prometheus so. */
export interface ScrapePlan {
  readonly meta: MetaPlan;
  readonly selector: StringMap;
  readonly port: string;
  readonly path: string;
  readonly intervalSeconds: number;
}

/** A PodMonitor or the like, and the edge that lets Prometheus in, and nobody else of its namespace. */
export function planScrape(
  problems: Problems,
  identity: Identity,
  monitoring: MonitoringProps,
  port: number,
): { readonly scrape: ScrapePlan; readonly edge: EdgePlan } {
  const { path = '/metrics', intervalSeconds = 30, labels = {}, namespace = SCRAPER_NAMESPACE } = monitoring;
  const { scraperLabels = { 'app.kubernetes.io/name': 'prometheus' } } = monitoring;
  problems.require(/^\/\S*$/.test(path), 'monitoring.path', 'a path that begins with "/"', path);
  checkWhole(problems, 'monitoring.intervalSeconds', intervalSeconds, 1, 3600);
  checkLabels(problems, 'monitoring.labels', labels);
  problems.require(isDnsLabel(namespace), 'monitoring.namespace', 'the name of a namespace', namespace);
  checkLabels(problems, 'monitoring.scraperLabels', scraperLabels);
  const elsewhere = namespace === identity.namespace ? undefined : namespace;
  return {
    scrape: { meta: foundBy(identity, labels), selector: identity.selector, port: 'http', path, intervalSeconds },
    edge: pods({ pods: scraperLabels, namespace: elsewhere }, port),
  };
}

/** Where Prometheus is unless somebody says otherwise. */
export const SCRAPER_NAMESPACE = 'monitoring';

/** The labels by which Prometheus finds what is meant for it. */
export function foundBy(identity: Identity, labels: StringMap = {}): MetaPlan {
  const meta = metaOf(identity);
  return { ...meta, labels: { ...meta.labels, ...labels } };
}

/** A dashboard where Grafana's sidecar finds it. */
export function planBoard(identity: Identity, { dashboard }: MonitoringProps, text: () => string): ConfigMapPlan[] {
  if (dashboard === false) return [];
  const meta = metaOf(identity, '-dashboard');
  return [
    {
      meta: { ...meta, labels: { ...meta.labels, grafana_dashboard: '1' } },
      data: { [`${identity.name}.json`]: text() },
    },
  ];
}
