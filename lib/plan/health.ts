import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { HealthCheck, HealthCheckType } from '../values/health-check';
import { ContainerPlan, ProbeAction } from './objects';
import { exec, grpc, http, probe, tcp } from './probes';
import { Problems } from './problems';

export type HealthPlan = Pick<ContainerPlan, 'startup' | 'readiness' | 'liveness'>;

/** The probes of an app of the caller's own: one answer for all three. */
export function planHealth(problems: Problems, { healthCheck }: LlmWebAppProps, port: number): HealthPlan {
  const check = healthCheck ?? HealthCheck.tcp();
  checkHealth(problems, check);
  const action = actionOf(check, port);
  return probes(action, action);
}

/** The probes of the reference chat app, which is not ready without its backends, but alive. */
export function referenceHealth(): HealthPlan {
  return probes(http('/healthz'), http('/readyz'));
}

/** Five minutes to start, three failures to leave the Service, a minute of silence to be restarted. */
function probes(live: ProbeAction, ready: ProbeAction): HealthPlan {
  return { startup: probe(live, 2, 150), readiness: probe(ready, 5, 3), liveness: probe(live, 10, 6) };
}

function actionOf({ type, path = '', command, service = '' }: HealthCheck, port: number): ProbeAction {
  switch (type) {
    case HealthCheckType.HTTP:
      return http(path);
    case HealthCheckType.TCP:
      return tcp();
    case HealthCheckType.EXEC:
      return exec(...command);
    case HealthCheckType.GRPC:
      return grpc(port, service);
  }
}

function checkHealth(problems: Problems, { type, path = '', command, service }: HealthCheck): void {
  const prop = `healthCheck.${type}`;
  if (type === HealthCheckType.HTTP)
    problems.require(/^\/\S*$/.test(path), prop, 'a path that begins with "/", without spaces', path);
  if (type === HealthCheckType.EXEC)
    problems.require((command[0] ?? '') !== '', prop, 'a command: a program and its arguments', command);
  if (service !== undefined) problems.require(/^[\w./-]+$/.test(service), prop, 'the name of a gRPC service', service);
}
