import type { PodMonitorProps, PrometheusRuleProps, ServiceMonitorProps } from '../../imports/monitoring.coreos.com';
import { PrometheusRulePlan } from '../plan/alerts';
import { ServiceMonitorPlan } from '../plan/monitoring';
import { ScrapePlan } from '../plan/scrape';
import { Manifest } from './kubernetes';
import { metadata } from './metadata';

export function serviceMonitor(plan: ServiceMonitorPlan): Manifest<ServiceMonitorProps> {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: metadata(plan.meta),
    body: {
      spec: {
        selector: { matchLabels: { ...plan.selector } },
        endpoints: [{ ...(plan.pastService ? { targetPort: plan.port } : { port: plan.port }), ...endpoint(plan) }],
      },
    },
  };
}

export function podMonitor(plan: ScrapePlan): Manifest<PodMonitorProps> {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: metadata(plan.meta),
    body: {
      spec: {
        selector: { matchLabels: { ...plan.selector } },
        podMetricsEndpoints: [{ port: plan.port, ...endpoint(plan) }],
      },
    },
  };
}

export function prometheusRule({ meta, group, alerts }: PrometheusRulePlan): Manifest<PrometheusRuleProps> {
  const { namespace = '' } = meta;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: metadata(meta),
    body: {
      spec: {
        groups: [
          {
            name: group,
            rules: alerts.map(({ name, query, seconds, severity, signal, summary }) => ({
              alert: name,
              expr: query,
              for: `${seconds}s`,
              labels: { severity, namespace, deployment: meta.name, ...(signal !== undefined && { signal }) },
              annotations: { summary },
            })),
          },
        ],
      },
    },
  };
}

const endpoint = ({ path, intervalSeconds }: ScrapePlan) => ({ path, interval: `${intervalSeconds}s` });
