import type { IConstruct } from 'constructs';
import { Identity } from '../plan/identity';
import { StringMap } from '../plan/objects';

interface Workload {
  readonly path: string;
  readonly identity: Identity;
}

const workloads = new WeakMap<IConstruct, Workload[]>();

/** Refuses a workload whose selector finds another's pods, or the other way round: their Services would mix them. */
export function claimSelector(construct: IConstruct, identity: Identity): void {
  const { root, path } = construct.node;
  const others = workloads.get(root) ?? [];
  const clash = others.find(
    (other) =>
      other.identity.namespace === identity.namespace &&
      other.identity.name !== identity.name && // of two with one name, the twin of an object is the clearer error
      (selects(identity.selector, other.identity.labels) || selects(other.identity.selector, identity.labels)),
  );
  if (clash)
    throw new Error(
      `${path}: "selector" ${JSON.stringify(identity.selector)} overlaps with that of ${clash.path}, ` +
        `${JSON.stringify(clash.identity.selector)}: one would get the pods of the other; give one of them another "selector"`,
    );
  workloads.set(root, [...others, { path, identity }]);
}

const selects = (selector: StringMap, labels: StringMap): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);
