import { ApiObject } from 'cdk8s';

/** Names that the controller of an object gives to objects of its own: what it adds to the object's. */
const MADE: Readonly<
  Record<string, readonly { readonly group: string; readonly kind: string; readonly adds: string }[]>
> = {
  LeaderWorkerSet: [
    { group: 'core', kind: 'Service', adds: '' },
    { group: 'apps', kind: 'StatefulSet', adds: '' },
  ],
  LLMInferenceService: [
    { group: 'core', kind: 'Service', adds: '-kserve-workload-svc' },
    { group: 'apps', kind: 'Deployment', adds: '-kserve' },
    { group: 'leaderworkerset.x-k8s.io', kind: 'LeaderWorkerSet', adds: '-kserve-mn' },
  ],
};

/** The identities of what an object's controller will make. */
export function madeLater({ kind, name, metadata }: ApiObject): string[] {
  const made = Object.hasOwn(MADE, kind) ? (MADE[kind] ?? []) : [];
  return made.map((one) => [one.group, one.kind, metadata.namespace, `${name}${one.adds}`].join('/'));
}
