import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { dashboard } from './dashboard';
import { pods } from './edges';
import { Identity, metaOf } from './identity';
import { MetaPlan, StringMap } from './objects';
import { Part } from './part';
import { Problems } from './problems';
import { checkLabels, checkWhole, isDnsLabel } from './syntax';

export interface ServiceMonitorPlan {
  readonly meta: MetaPlan;
  readonly selector: StringMap;
  readonly port: string;
  /** Whether a login stands between the Service and the app: the pods' own port is scraped then. */
  readonly pastService: boolean;
  readonly path: string;
  readonly intervalSeconds: number;
}

/** A ServiceMonitor, the edge that lets Prometheus in, and the dashboard that reads what it scraped. */
export function planMonitoring(
  problems: Problems,
  identity: Identity,
  props: LlmWebAppProps,
  port: number,
  pastService: boolean,
): { readonly serviceMonitor?: ServiceMonitorPlan; readonly part: Part } {
  const { monitoring, llm } = props;
  if (!monitoring) return { part: {} };
  const { path = '/metrics', intervalSeconds = 30, labels = {}, namespace = 'monitoring' } = monitoring;
  problems.require(/^\/\S*$/.test(path), 'monitoring.path', 'a path that begins with "/"', path);
  checkWhole(problems, 'monitoring.intervalSeconds', intervalSeconds, 1, 3600);
  checkLabels(problems, 'monitoring.labels', labels);
  problems.require(isDnsLabel(namespace), 'monitoring.namespace', 'the name of a namespace', namespace);
  const meta = metaOf(identity);
  const board = metaOf(identity, '-dashboard');
  const text = dashboard(identity, llm?.servedModelName, props.image === undefined);
  return {
    serviceMonitor: {
      meta: { ...meta, labels: { ...meta.labels, ...labels } },
      selector: identity.selector,
      port: 'http',
      pastService,
      path,
      intervalSeconds,
    },
    part: {
      ingress: [pods({ pods: {}, namespace: namespace === identity.namespace ? undefined : namespace }, port)],
      configMaps:
        monitoring.dashboard === false
          ? []
          : [
              {
                meta: { ...board, labels: { ...board.labels, grafana_dashboard: '1' } },
                data: { [`${identity.name}.json`]: text },
              },
            ],
    },
  };
}
