import { type KubeObject, ofKind, titleOf } from '../synth';
import { routesIn } from './routes';
import { containersOf, type Rule, selects, templatesIn } from './templates';

const neighbours = ({ metadata }: KubeObject, objects: readonly KubeObject[], kind: string) =>
  ofKind(objects, kind).filter((other) => other.metadata.namespace === metadata.namespace);

const selectedBy = (selector: Record<string, string>, object: KubeObject, objects: readonly KubeObject[]) =>
  templatesIn(objects).filter(
    ({ namespace, labels }) => namespace === object.metadata.namespace && selects(selector, labels),
  );

/** What must hold for the objects around a workload: routes, autoscalers, budgets, monitors. */
export const platformRules = {
  'every route leads to a Service, on a port that it has': (objects) =>
    routesIn(objects)
      .filter(
        (route) =>
          !ofKind(objects, 'Service').some(
            ({ metadata, spec }) =>
              metadata.namespace === route.namespace &&
              metadata.name === route.service &&
              spec.ports.some(({ port }: { port: number }) => port === route.port),
          ),
      )
      .map(({ of, service, port }) => `${of} leads to ${service}:${port}`),
  'a workload has its number from one: itself or an autoscaler': (objects) => {
    const scaled = [...ofKind(objects, 'HorizontalPodAutoscaler'), ...ofKind(objects, 'ScaledObject')].map(
      (scaler) => [scaler, titleOf({ ...scaler, ...targetOf(scaler) })] as const,
    );
    const workloads = [...ofKind(objects, 'Deployment'), ...ofKind(objects, 'StatefulSet')];
    return [
      ...workloads
        .map((one) => [titleOf(one), scaled.filter(([, title]) => title === titleOf(one)).length, one.spec.replicas])
        .filter(([, scalers, replicas]) => Number(scalers) + (replicas === undefined ? 0 : 1) !== 1)
        .map(([title, scalers]) => `${title} has ${scalers} autoscalers`),
      ...scaled
        .filter(([, target]) => !workloads.some((one) => titleOf(one) === target))
        .map(([scaler, target]) => `${titleOf(scaler)} scales ${target}`),
    ];
  },
  'what an autoscaler measures against is requested': (objects) =>
    ofKind(objects, 'HorizontalPodAutoscaler').flatMap((scaler) => {
      const { name } = scaler.spec.scaleTargetRef;
      const containers = templatesIn(objects)
        .filter(({ of }) => of === `Deployment/${name}`)
        .flatMap(containersOf);
      const measured = (scaler.spec.metrics as any[]).flatMap(({ resource }) => (resource ? [resource.name] : []));
      return measured
        .filter((one) => containers.some(({ resources }) => !resources.requests[one]))
        .map((one) => `${titleOf(scaler)} measures ${one}`);
    }),
  'a budget is for one workload, and lets its nodes be drained': (objects) =>
    ofKind(objects, 'PodDisruptionBudget').flatMap((budget) => [
      ...(new Set(selectedBy(budget.spec.selector.matchLabels, budget, objects).map(({ of }) => of)).size === 1
        ? []
        : [`${titleOf(budget)} is for nobody`]),
      ...(budget.spec.maxUnavailable >= 1 ? [] : [`${titleOf(budget)} blocks`]),
    ]),
  'a ServiceMonitor finds one Service, and a port that it or its pods have': (objects) =>
    ofKind(objects, 'ServiceMonitor').flatMap((monitor) => {
      const services = neighbours(monitor, objects, 'Service').filter(({ metadata }) =>
        selects(monitor.spec.selector.matchLabels, metadata.labels ?? {}),
      );
      const ports = services.flatMap(({ spec }) => spec.ports.map(({ name }: { name: string }) => name));
      const behind = selectedBy(services[0]?.spec.selector, monitor, objects)
        .flatMap(containersOf)
        .flatMap((container) => (container.ports ?? []).map(({ name }: { name: string }) => name));
      const [{ port, targetPort }] = monitor.spec.endpoints;
      return [
        ...(services.length === 1 ? [] : [`${titleOf(monitor)} finds ${services.length} Services`]),
        ...(ports.includes(port) || behind.includes(targetPort) ? [] : [`${titleOf(monitor)} scrapes no port`]),
      ];
    }),
} satisfies Record<string, Rule>;

function targetOf({ spec }: KubeObject): Pick<KubeObject, 'kind' | 'metadata'> {
  return { kind: spec.scaleTargetRef.kind, metadata: { name: spec.scaleTargetRef.name } };
}
