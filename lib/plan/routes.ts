import { GatewayOptions } from '../values/gateway-options';
import { checkHost } from './host-name';
import { Identity, metaOf } from './identity';
import { MetaPlan } from './objects';
import { Problems } from './problems';
import { isDnsLabel, isDnsSubdomain } from './syntax';

/** What a Gateway does with the requests to a host: pass them to a Service, or send the browser to HTTPS. */
export interface RoutePlan {
  readonly meta: MetaPlan;
  readonly host: string;
  readonly gateway: { readonly name: string; readonly namespace?: string; readonly listener?: string };
  readonly action: { readonly redirect: 'https' } | ForwardPlan;
}

export interface ForwardPlan {
  readonly service: { readonly name: string; readonly port: number };
  /** How long an answer may take; 0 for as long as it likes, undefined for the Gateway's own limit. */
  readonly seconds?: number;
}

export function planRoutes(
  problems: Problems,
  identity: Identity,
  options: GatewayOptions,
  forward: ForwardPlan,
): RoutePlan[] {
  checkOptions(problems, options);
  const { host, gateway: name, gatewayNamespace: namespace, listener, redirectListener } = options;
  const route = { meta: metaOf(identity), host, gateway: { name, namespace, listener }, action: forward };
  if (redirectListener === undefined) return [route];
  return [
    route,
    {
      meta: metaOf(identity, '-https-redirect'),
      host,
      gateway: { name, namespace, listener: redirectListener },
      action: { redirect: 'https' },
    },
  ];
}

function checkOptions(problems: Problems, options: GatewayOptions): void {
  const { host, gateway, gatewayNamespace, listener, redirectListener } = options;
  checkHost(problems, 'exposure.gateway.host', host);
  problems.require(isDnsSubdomain(gateway), 'exposure.gateway.gateway', 'the name of a Gateway', gateway);
  if (gatewayNamespace !== undefined)
    problems.require(
      isDnsLabel(gatewayNamespace),
      'exposure.gateway.gatewayNamespace',
      'the name of a namespace',
      gatewayNamespace,
    );
  for (const [prop, given] of Object.entries({ listener, redirectListener }))
    if (given !== undefined)
      problems.require(isDnsSubdomain(given), `exposure.gateway.${prop}`, 'the name of a listener', given);
  if (redirectListener === undefined) return;
  const cure = 'or plain HTTP would be served and redirected at once';
  if (listener === undefined) problems.add(`"exposure.gateway.listener" is missing: name the one for HTTPS, ${cure}`);
  if (listener === redirectListener)
    problems.add(`"exposure.gateway.redirectListener" must be another than "listener", ${cure}`);
}
