import type { LlmWebAppProps } from '../props/llm-web-app-props';
import type { ServiceConnection } from '../props/service-connection';
import { pods, podsOf } from './edges';
import { Identity } from './identity';
import { Part } from './part';
import { Problems } from './problems';
import { checkEnvName, checkLabels, checkPort, isDnsLabel } from './syntax';

/** Services of the cluster: a variable with the URL and the near end of the edge each. The far end is their owner's. */
export function planServices(problems: Problems, identity: Identity, { services = [] }: LlmWebAppProps): Part {
  for (const service of services) checkService(problems, service);
  const near = services.map(({ namespace = identity.namespace, port, targetPort = port, labels = {} }) =>
    pods(podsOf({ namespace, selector: labels }, identity.namespace), targetPort),
  );
  const env = services.map((service) => {
    const { name, namespace = identity.namespace, port } = service;
    return { name: serviceVariable(service), value: `http://${name}.${namespace}.svc:${port}` };
  });
  return { env, egress: near };
}

/** `orders-service` is found in `ORDERS_SERVICE_URL`. */
export function serviceVariable({ name, variable }: ServiceConnection): string {
  return variable ?? `${name.toUpperCase().replace(/-/g, '_')}_URL`;
}

function checkService(problems: Problems, service: ServiceConnection): void {
  const { name, namespace, port, targetPort, labels = {}, variable } = service;
  const prop = `services["${name}"]`;
  const valid = isDnsLabel(name) && /^[a-z]/.test(name);
  problems.require(valid, 'services.name', 'the name of a Service, without its namespace', name);
  if (namespace !== undefined)
    problems.require(isDnsLabel(namespace), `${prop}.namespace`, 'the name of a namespace', namespace);
  checkPort(problems, `${prop}.port`, port);
  if (targetPort !== undefined) checkPort(problems, `${prop}.targetPort`, targetPort);
  checkLabels(problems, `${prop}.labels`, labels);
  if (variable !== undefined) checkEnvName(problems, `${prop}.variable`, variable);
}
