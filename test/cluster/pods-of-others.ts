import { templatesIn } from '../unit/manifest/templates';
import type { KubeObject } from '../unit/synth';

/** Pods of custom resources, into which the server does not look: as templates of their own. */
export function podsOfOthers(objects: readonly KubeObject[]): KubeObject[] {
  const others = objects.filter(({ kind }) => ['LeaderWorkerSet', 'LLMInferenceService'].includes(kind));
  return templatesIn(others).map(({ kind, namespace, labels, spec }, index) => ({
    ...{ apiVersion: 'v1', kind: 'PodTemplate' },
    metadata: { name: `${kind.toLowerCase()}-${index}`, namespace },
    template: { metadata: { labels }, spec },
  }));
}
