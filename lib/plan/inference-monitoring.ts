import type { MonitoringProps } from '../props/monitoring-props';
import { absenceAlerts, inferenceAlerts, PrometheusRulePlan } from './alerts';
import { AutoscalingPlan } from './autoscaling';
import { dashboard } from './dashboard';
import { Identity } from './identity';
import { inferencePanels } from './inference-panels';
import { ConfigMapPlan } from './objects';
import { Part } from './part';
import { Problems } from './problems';
import { foundBy, planBoard, planScrape, ScrapePlan } from './scrape';

export interface InferenceMonitoringPlan {
  readonly podMonitor?: ScrapePlan;
  readonly rule?: PrometheusRulePlan;
  readonly boards: readonly ConfigMapPlan[];
}

/** What the rest of the plan decided for whoever watches the server. */
export interface WatchedServer {
  readonly engine: string;
  readonly version?: string;
  readonly servedModelName: string;
  /** A regular expression that the names of its pods match. */
  readonly pods: string;
  /** Whose pods they are, unless they are those of a group. */
  readonly deployment: string;
  readonly embeds: boolean;
  readonly port: number;
  readonly startupSeconds: number;
  readonly scaling: AutoscalingPlan;
}

/** A PodMonitor, because the metrics are each pod's own, with alerts and a dashboard; the alerts watch an autoscaler's queries, too. */
export function planInferenceMonitoring(
  problems: Problems,
  identity: Identity,
  monitoring: MonitoringProps | undefined,
  server: WatchedServer,
): InferenceMonitoringPlan & { readonly part: Part } {
  const { engine, version, scaling, deployment, servedModelName, pods } = server;
  const observed = { engine, version, scope: { namespace: identity.namespace, pods, servedModelName } };
  const { scrape, edge } = monitoring ? planScrape(problems, identity, monitoring, server.port) : {};
  const alerts = [
    ...(monitoring ? inferenceAlerts(observed, !server.embeds) : []),
    ...(scaling.scaledObject ? absenceAlerts(scaling.scaledObject, deployment, observed, server.startupSeconds) : []),
  ];
  const text = () => dashboard(identity, inferencePanels(observed));
  return {
    podMonitor: scrape,
    rule: alerts.length > 0 ? { meta: foundBy(identity, monitoring?.labels), group: identity.name, alerts } : undefined,
    boards: monitoring ? planBoard(identity, monitoring, text) : [],
    part: { ingress: edge ? [edge] : [] },
  };
}
