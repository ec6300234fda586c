import { type KubeObject, titleOf } from '../synth';
import { podsOfKServe } from './kserve';

/** A rule gives its breaches, one sentence each. */
export type Rule = (objects: readonly KubeObject[]) => string[];

/** A pod template, and the object that holds it. */
export interface Template {
  readonly of: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly labels: Record<string, string>;
  readonly spec: any;
}

export function templatesIn(objects: readonly KubeObject[]): Template[] {
  return objects.flatMap((object) =>
    podsOf(object).map(({ metadata, spec }) => ({
      of: titleOf(object),
      kind: object.kind,
      namespace: object.metadata.namespace,
      labels: metadata.labels,
      spec,
    })),
  );
}

/** The templates in an object, of which a group of pods has two. */
function podsOf(object: KubeObject): any[] {
  const { kind, spec } = object;
  if (kind === 'LLMInferenceService') return podsOfKServe(object);
  if (['Deployment', 'StatefulSet', 'Job'].includes(kind)) return [spec.template];
  const group = kind === 'LeaderWorkerSet' ? spec.leaderWorkerTemplate : undefined;
  return group ? [group.leaderTemplate, group.workerTemplate] : [];
}

export const containersOf = ({ spec }: Template): any[] => [...(spec.initContainers ?? []), ...spec.containers];

/** Whether labels are selected; `{}` selects everything. */
export const selects = (selector: Record<string, string> = {}, labels: Record<string, string>): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

export const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];
