import type { IConfigMap } from 'cdk8s-plus-27';
import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { checksum } from './checksum';
import { StringMap } from './objects';
import { Part } from './part';

/** What the app reads from the caller's own ConfigMaps, as far as this program knows it: a change rolls the pods. */
export function planKnownConfig(props: LlmWebAppProps): Part {
  const sums = knownConfig(props);
  return Object.keys(sums).length > 0 ? { checksums: { config: checksum(sums) } } : {};
}

/** The checksum of each ConfigMap whose data this program knows, by its name. */
export function knownConfig({ volumes = [], envFrom = [] }: LlmWebAppProps): StringMap {
  const maps = [...volumes, ...envFrom].map(({ config }) => config).filter((config) => config !== undefined);
  const known = maps.map((config) => [config.name, dataOf(config)] as const).filter(([, data]) => data !== undefined);
  return Object.fromEntries(known.map(([name, data]) => [name, checksum(data)]));
}

/** What a ConfigMap holds. One that was imported by its name says nothing. */
export function dataOf(config: IConfigMap): ConfigMapData | undefined {
  const { data, binaryData = {} } = config as Partial<ConfigMapData>;
  return data && { data, binaryData };
}

interface ConfigMapData {
  readonly data: StringMap;
  readonly binaryData: StringMap;
}
