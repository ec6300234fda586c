import { Exposure, ExposureType } from '../values/exposure';
import { anywhere } from './edges';
import { Identity } from './identity';
import { EdgePlan, ServicePlan } from './objects';
import { planService } from './service';

/** Clients outside the cluster have no labels: an exposed port is open to all of them. */
export function exposedIngress(exposure: Exposure, port: number): EdgePlan[] {
  return exposure.type === ExposureType.CLUSTER_IP ? [] : [anywhere(port)];
}

export function exposedService(identity: Identity, exposure: Exposure, port: number): ServicePlan {
  const { type, servicePort = port, nodePortNumber } = exposure;
  return { ...planService(identity, port), type, port: { name: 'http', port: servicePort, nodePort: nodePortNumber } };
}
