import { MetaPlan, StringMap } from '../plan/objects';
import { Manifest } from './kubernetes';

/** Empty maps are left out, as a person would. */
export function metadata({ name, namespace, labels, annotations }: MetaPlan): Manifest['metadata'] {
  return {
    name,
    ...(namespace !== undefined && { namespace }),
    ...(isFilled(labels) && { labels: { ...labels } }),
    ...(isFilled(annotations) && { annotations: { ...annotations } }),
  };
}

export const isFilled = (map: StringMap): boolean => Object.keys(map).length > 0;
