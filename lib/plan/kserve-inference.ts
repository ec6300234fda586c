import type { KServeInferenceProps } from '../props/kserve-inference-props';
import { ModelCacheType } from '../values/model-cache';
import { ScaledObjectPlan } from './autoscaling';
import { metaOf } from './identity';
import { kserveIdentity, withoutIts, workloadsOf } from './kserve-identity';
import { MAIN, overTemplate } from './kserve-pod';
import { ModelCachePlan } from './model-cache';
import { modelFolder } from './model-download';
import { workers } from './nodes';
import { MetaPlan, PodPlan, StringMap } from './objects';
import { Problems } from './problems';
import { planServer, ServerPlan } from './server';
import { checkShape } from './shape';
import { kserveInference } from './shapes/servers';
import { ProgramRef, Site } from './site';
import { isDnsSubdomain } from './syntax';

/** What KServe's controller reads. */
export interface LlmInferenceServicePlan {
  readonly meta: MetaPlan;
  readonly baseRefs: readonly string[];
  readonly model: { readonly name: string; readonly uri: string };
  /** GPUs of a node, and nodes of a replica. */
  readonly parallelism: { readonly tensor?: number; readonly pipeline?: number };
  /** Undefined when an autoscaler owns the number. */
  readonly replicas?: number;
  readonly scaling?: ScaledObjectPlan;
  readonly rolling: { readonly surge: number; readonly unavailable: number };
  /** Of the pods, besides those that KServe sets. */
  readonly labels: StringMap;
  readonly annotations: StringMap;
  readonly pod: PodPlan;
  /** Of the pods that work for a leader. */
  readonly worker?: PodPlan;
}

export interface KServeInferencePlan extends ServerPlan {
  readonly resource: LlmInferenceServicePlan;
}

/** KServe ships no configuration of this name, and asks for it when a replica has several nodes. */
const PIPELINE_CONFIG = 'kserve-config-llm-worker-pipeline-parallel';

/** @param program The embedded program that downloads a model. */
export function planKServeInference(
  site: Site,
  props: KServeInferenceProps,
  program: () => ProgramRef,
): KServeInferencePlan {
  const problems = new Problems(site.construct, site.path);
  checkShape(problems, kserveInference, props);
  const { baseRefs = [], nodes = 1, gpu } = props;
  for (const ref of baseRefs)
    problems.require(isDnsSubdomain(ref), 'baseRefs', 'names of LLMInferenceServiceConfigs', ref);
  if (props.autoscaling?.hpaProps)
    problems.add('"autoscaling" must be Autoscaling.inference or Autoscaling.keda: KServe takes the triggers of KEDA');
  if (nodes > 1)
    problems.warn(
      `"nodes" is ${nodes}, for which KServe asks for an LLMInferenceServiceConfig "${PIPELINE_CONFIG}" and ships none: an empty one will do`,
    );
  const identity = kserveIdentity(problems, site, props);
  const inside = { ...props, containerName: MAIN };
  const server = planServer(problems, site, inside, {
    ...{ identity, embeds: false, program },
    workloads: workloadsOf(identity),
  });
  const { scaledObject: scaling, described, scale, drainSeconds, servedModelName } = server;
  const pod = overTemplate(server.pod);
  return {
    ...server,
    scaledObject: undefined,
    resource: {
      meta: metaOf(described),
      baseRefs,
      model: { name: servedModelName, uri: uriOf(props, server.cache) },
      parallelism: { tensor: gpu?.amount, pipeline: nodes > 1 ? nodes : undefined },
      replicas: scale.replicas,
      scaling,
      rolling: scale.rolling ?? { surge: 0, unavailable: 1 },
      labels: withoutIts(pod.labels),
      annotations: pod.annotations,
      pod,
      worker: nodes > 1 ? { ...pod, containers: workers(pod, drainSeconds) } : undefined,
    },
  };
}

/** For its readers: where the weights are. KServe is told to fetch nothing, because the pods do what `cache` says. */
function uriOf({ model, cache }: KServeInferenceProps, { claim }: ModelCachePlan): string {
  if (claim) return `pvc://${claim.meta.name}/${modelFolder(model)}`;
  if (cache?.type === ModelCacheType.EXISTING) return `pvc://${cache.claimName ?? ''}/${cache.folder ?? ''}`;
  return `hf://${model.id}${model.revision === undefined ? '' : `:${model.revision}`}`;
}
