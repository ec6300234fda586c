import { Exposure, ExposureType } from '../values/exposure';
import { longestAnswer, SOCKET_SILENCE_SECONDS } from './drain';
import { anywhere, pods } from './edges';
import { Identity } from './identity';
import { IngressPlan, planIngress } from './ingress';
import { planLoadBalancer } from './load-balancer';
import { ServicePlan } from './objects';
import { Part } from './part';
import { SessionPlan } from './preset';
import { Problems } from './problems';
import { planRoutes, RoutePlan } from './routes';
import { planService } from './service';
import { checkWhole, isDnsLabel } from './syntax';

/** From where the app is reached: its Service, what leads there, and the edge that lets it in. */
export interface ExposurePlan {
  readonly service: ServicePlan;
  readonly ingress?: IngressPlan;
  readonly routes: readonly RoutePlan[];
  readonly part: Part;
}

export interface ExposureFacts {
  /** Port of the Service, unless it says otherwise. */
  readonly port: number;
  /** Port of the pods on which users are met. */
  readonly front: number;
  readonly sessions: SessionPlan;
  /** How long the LLM's longest answer may take; undefined without an LLM. */
  readonly drainSeconds?: number;
}

export function planExposure(
  problems: Problems,
  identity: Identity,
  exposure: Exposure,
  facts: ExposureFacts,
): ExposurePlan {
  const { loadBalancerOptions, ingressOptions, gatewayOptions } = exposure;
  const { affinitySeconds, severalPods } = facts.sessions;
  const part = { ingress: edgesOf(problems, exposure, facts.front) };
  const service = frontService(identity, facts);
  const backend = { name: service.meta.name, port: service.port.port };
  if (loadBalancerOptions)
    return { part, routes: [], service: planLoadBalancer(problems, service, loadBalancerOptions) };
  if (ingressOptions) {
    const times = { affinitySeconds, severalPods, silenceSeconds: silenceOf(facts) };
    const { ingress, serviceAnnotations } = planIngress(problems, identity, ingressOptions, backend, times);
    return { part, routes: [], ingress, service: annotated(service, serviceAnnotations) };
  }
  if (gatewayOptions) {
    if (affinitySeconds !== undefined && severalPods) warnOfGateway(problems);
    const routes = planRoutes(problems, identity, gatewayOptions, { service: backend, seconds: limitOf(facts) });
    return { part, service, routes };
  }
  return { part, routes: [], service: planNodePort(problems, service, exposure) };
}

function planNodePort(problems: Problems, service: ServicePlan, { type, nodePortNumber }: Exposure): ServicePlan {
  if (nodePortNumber !== undefined)
    checkWhole(problems, 'exposure.nodePort', nodePortNumber, 30_000, 32_767, "the API server's default range");
  return { ...service, type, port: { ...service.port, nodePort: nodePortNumber } };
}

/** Who stands in front of the app is known by its number: not every version finds the name of a sidecar's port. */
function frontService(identity: Identity, { port, front, sessions }: ExposureFacts): ServicePlan {
  const service = { ...planService(identity, port), affinitySeconds: sessions.affinitySeconds };
  return front === port ? service : { ...service, port: { ...service.port, target: front } };
}

/** Clients outside the cluster have no labels; a controller has a namespace, if somebody names it. */
function edgesOf(problems: Problems, { type, ingressOptions, gatewayOptions }: Exposure, port: number) {
  if (type === ExposureType.CLUSTER_IP) return [];
  const namespace = (ingressOptions ?? gatewayOptions)?.controllerNamespace;
  if (namespace === undefined) return [anywhere(port)];
  const prop = `exposure.${ingressOptions ? 'ingress' : 'gateway'}.controllerNamespace`;
  problems.require(isDnsLabel(namespace), prop, 'the name of a namespace', namespace);
  return [pods({ pods: {}, namespace }, port)];
}

/** A page that holds a connection open must be left in peace; an answer ends some time. */
function limitOf({ sessions, drainSeconds }: ExposureFacts): number | undefined {
  if (sessions.websockets) return 0;
  return drainSeconds === undefined ? undefined : longestAnswer(drainSeconds);
}

/** Controllers of an Ingress count the silence, not the whole. */
function silenceOf({ sessions, drainSeconds }: ExposureFacts): number | undefined {
  const answer = drainSeconds === undefined ? undefined : longestAnswer(drainSeconds);
  return sessions.websockets ? Math.max(answer ?? 0, SOCKET_SILENCE_SECONDS) : answer;
}

function annotated(service: ServicePlan, annotations: ServicePlan['meta']['annotations']): ServicePlan {
  return { ...service, meta: { ...service.meta, annotations: { ...service.meta.annotations, ...annotations } } };
}

function warnOfGateway(problems: Problems): void {
  problems.warn(
    'a browser must stay with its pod, and the Gateway API has no word for that yet: keep one pod, or use what the ' +
      'Gateway brings for it',
  );
}
