import type { ServiceMonitorProps } from '../../imports/monitoring.coreos.com';
import { ServiceMonitorPlan } from '../plan/monitoring';
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
        endpoints: [
          {
            ...(plan.pastService ? { targetPort: plan.port } : { port: plan.port }),
            path: plan.path,
            interval: `${plan.intervalSeconds}s`,
          },
        ],
      },
    },
  };
}
