import type { NetworkPeer } from '../../../lib';
import { serviceOfKServe } from '../manifest/kserve';
import { containersOf, selects, type Template, templatesIn } from '../manifest/templates';
import { type KubeObject, ofKind } from '../synth';

/** What stands behind a joint: the Service of its host name, and the one workload behind the Service and the peer. */
export interface Served {
  readonly service: KubeObject;
  readonly workload: Template;
  readonly container: any;
}

/** @throws unless host, port and peer lead to one and the same workload. */
export function servedBy(objects: readonly KubeObject[], host: string, port: number, peer: NetworkPeer): Served {
  const services = [...ofKind(objects, 'Service'), ...ofKind(objects, 'LLMInferenceService').map(serviceOfKServe)];
  const service = only(services.filter(({ metadata }) => metadata.name === host));
  const open = only((service.spec.ports as any[]).filter((one) => one.port === port));
  const here = templatesIn(objects).filter(({ namespace }) => namespace === peer.namespace);
  const workload = only(here.filter(({ labels }) => selects(peer.labels, labels)));
  expect(only(here.filter(({ labels }) => selects(service.spec.selector, labels)))).toBe(workload);
  expect(service.metadata.namespace).toBe(peer.namespace);
  const container = containersOf(workload).find(({ ports }) =>
    ports?.some(({ name, containerPort }: any) => [name, containerPort].includes(open.targetPort)),
  );
  expect(container.ports).toContainEqual({ name: open.name, containerPort: port, protocol: 'TCP' });
  return { service, workload, container };
}

function only<T>(found: T[]): T {
  expect(found).toHaveLength(1);
  return found[0]!;
}
