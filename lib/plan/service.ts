import { Identity, serviceMetaOf } from './identity';
import { ServicePlan } from './objects';

/** vLLM's own port, so that the mock and the real server can change places. */
export const LLM_PORT = 8000;

/** The Service in front of a workload's pods, inside the cluster. Probes and Services name the port alike. */
export function planService(identity: Identity, port: number, name = 'http'): ServicePlan {
  return {
    meta: serviceMetaOf(identity),
    selector: identity.selector,
    type: 'ClusterIP',
    headless: false,
    port: { name, port },
  };
}

/** The name under which any pod of the cluster reaches a Service. */
export const hostOf = (identity: Identity): string => `${identity.serviceName}.${identity.namespace}.svc`;
