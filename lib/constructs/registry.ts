import type { IConstruct } from 'constructs';

const registries = new WeakMap<IConstruct, Map<string, IConstruct>>();

/** Takes something of which a program has one. Gives who took it before, if anybody did. */
export function claim(taker: IConstruct, key: string): IConstruct | undefined {
  const { root } = taker.node;
  const registry = registries.get(root) ?? new Map<string, IConstruct>();
  registries.set(root, registry);
  const holder = registry.get(key);
  registry.set(key, taker);
  return holder;
}
