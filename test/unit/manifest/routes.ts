import { type KubeObject, ofKind, titleOf } from '../synth';

/** What leads from a host name to a Service: a backend of an Ingress or of an HTTPRoute. */
export interface Route {
  readonly of: string;
  readonly namespace?: string;
  readonly service: string;
  readonly port: number;
}

export function routesIn(objects: readonly KubeObject[]): Route[] {
  const backends = (route: KubeObject, found: { name: string; port: number }[]) =>
    found.map(({ name, port }) => ({
      of: titleOf(route),
      namespace: route.metadata.namespace,
      service: name,
      port,
    }));
  return [
    ...ofKind(objects, 'Ingress').flatMap((ingress) =>
      backends(
        ingress,
        (ingress.spec.rules as any[])
          .flatMap(({ http }) => http.paths)
          .map(({ backend: { service } }) => ({ name: service.name, port: service.port.number })),
      ),
    ),
    ...ofKind(objects, 'HTTPRoute').flatMap((route) =>
      backends(
        route,
        (route.spec.rules as any[]).flatMap(({ backendRefs = [] }) => backendRefs),
      ),
    ),
  ];
}
