import { HealthCheck, HealthCheckType } from '../values/health-check';
import { ContainerPlan, ProbeAction } from './objects';
import { exec, grpc, http, probe, tcp } from './probes';
import { Problems } from './problems';

export type HealthPlan = Pick<ContainerPlan, 'startup' | 'readiness' | 'liveness'>;

type Port = ContainerPlan['ports'][number];

/** The probes of a container of the caller's own: one answer for all three. */
export function planHealth(problems: Problems, prop: string, check: HealthCheck, port: Port | undefined): HealthPlan {
  checkHealth(problems, prop, check);
  if (!port && check.type !== HealthCheckType.EXEC) problems.add(`"${prop}" needs a port: list it in "ports"`);
  const action = actionOf(check, port ?? { name: '', port: 0 });
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

function actionOf({ type, path = '', command, service = '' }: HealthCheck, { name, port }: Port): ProbeAction {
  switch (type) {
    case HealthCheckType.HTTP:
      return http(path, name);
    case HealthCheckType.TCP:
      return tcp(name);
    case HealthCheckType.EXEC:
      return exec(...command);
    case HealthCheckType.GRPC:
      return grpc(port, service);
  }
}

function checkHealth(problems: Problems, check: string, { type, path = '', command, service }: HealthCheck): void {
  const prop = `${check}.${type}`;
  if (type === HealthCheckType.HTTP)
    problems.require(/^\/\S*$/.test(path), prop, 'a path that begins with "/", without spaces', path);
  if (type === HealthCheckType.EXEC)
    problems.require((command[0] ?? '') !== '', prop, 'a command: a program and its arguments', command);
  if (service !== undefined) problems.require(/^[\w./-]+$/.test(service), prop, 'the name of a gRPC service', service);
}
