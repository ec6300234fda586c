import fc, { type Arbitrary } from 'fast-check';
import * as door from '../../lib';
import {
  args,
  image,
  labels,
  mostly,
  number,
  resources,
  secretValue,
  some,
  text,
  theirs,
  variables,
} from './arbitrary';

const peer = fc.oneof(
  fc.tuple(theirs, labels).map(([namespace, some]) => door.NetworkPeer.existingPods(namespace, some)),
  mostly(fc.constantFrom('10.20.0.0/16', '203.0.113.7/32'), fc.string()).map((cidr) =>
    door.NetworkPeer.addresses(cidr),
  ),
  fc.constant(door.NetworkPeer.internet()),
);
const edges = (port: Arbitrary<number>) => fc.array(fc.record({ peer, port }), { maxLength: 2 });

const shared = fc.uniqueArray(fc.constantFrom('/shared', '/var/log/app'), { maxLength: 2 }).chain((paths) =>
  fc.tuple(
    ...paths.map((path) =>
      some<Omit<door.SharedDirectory, 'path'>>({
        mountPath: fc.constant(`/in${path}`),
        readOnly: fc.boolean(),
      }).map((more) => ({ ...more, path })),
    ),
  ),
);

const ofAny = {
  command: args,
  args,
  user: number(1, 2 ** 31 - 1),
  env: variables('E', fc.string()),
  secretEnv: variables('S', secretValue),
  resources,
  writablePaths: fc.uniqueArray(text(/^(\/[a-z0-9_-]{2,9}){1,3}x$/), { maxLength: 2 }),
  shared,
  egress: edges(number(1, 65_535)),
};

/** Names that begin with another word than those of the others in the pod. */
const named = (word: string) => fc.record({ name: text(new RegExp(`^${word}(-[a-z0-9]{1,9}){0,3}$`)), image });

const initContainer = (word: string): Arbitrary<door.InitContainer> =>
  fc
    .tuple(named(word), some<Omit<door.InitContainer, 'name' | 'image'>>(ofAny))
    .map(([own, more]) => ({ ...more, ...own }));

export const healthCheck = fc.oneof(
  text(/^\/[a-z/?=]{0,20}$/).map((path) => door.HealthCheck.http(path)),
  fc.constant(door.HealthCheck.tcp()),
  fc.array(fc.string(), { minLength: 1, maxLength: 3 }).map((rest) => door.HealthCheck.exec(['true', ...rest])),
  text(/^[a-zA-Z.]{1,20}$/).map((service) => door.HealthCheck.grpc(service)),
);

/** @param first The first of a thousand ports that no other container of the pod has. */
const sidecar = (word: string, first: number): Arbitrary<door.SidecarContainer> =>
  fc
    .tuple(
      initContainer(word),
      fc.option(
        number(first, first + 999).chain((port) =>
          some<Pick<door.SidecarContainer, 'healthCheck' | 'ingress'>>({
            healthCheck,
            ingress: edges(fc.constant(port)),
          }).map((more) => ({ ...more, ports: { [`${word}-port`]: port } })),
        ),
        { nil: {} },
      ),
    )
    .map(([own, served]) => ({ ...own, ...served }));

const present = <T>(...all: Arbitrary<T>[]): Arbitrary<T[]> =>
  fc
    .tuple(...all.map((one) => fc.option(one, { nil: undefined })))
    .map((some) => some.filter((one) => one !== undefined));

export const extraContainers = {
  sidecars: present(sidecar('shipper', 10_000), sidecar('proxy', 11_000)),
  initContainers: present(initContainer('fetch'), initContainer('prepare')),
};
