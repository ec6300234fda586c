import { ProbeAction, ProbePlan } from './objects';

/** Probes name the container's port, not its number. */
export const http = (path: string, port = 'http'): ProbeAction => ({ http: path, port });
export const tcp = (port: string): ProbeAction => ({ tcp: port });
export const exec = (...command: string[]): ProbeAction => ({ exec: command });

/** The one probe that Kubernetes takes no name of a port for. */
export const grpc = (port: number, service: string): ProbeAction => ({ grpc: port, service });

/** @param timeoutSeconds Above Kubernetes' default of 1: a saturated server that still serves must not be restarted. */
export function probe(
  action: ProbeAction,
  periodSeconds: number,
  failureThreshold: number,
  timeoutSeconds = 5,
): ProbePlan {
  return { action, periodSeconds, failureThreshold, timeoutSeconds };
}
