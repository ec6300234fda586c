import type { GpuInferenceProps } from '../props/gpu-inference-props';
import { AutoscalingPlan } from './autoscaling';
import { BudgetPlan, planBudget } from './availability';
import { ModelCache } from '../values/model-cache';
import { ENGINE_SLACK_SECONDS, graceFor } from './drain';
import { planCompileCache } from './compile-cache';
import { DNS, policiesOf } from './edges';
import { planEngineFit } from './engine-fit';
import { planEngine } from './engines/engine';
import { GROUP, serverContainer, USER, withParts, writableHome } from './engines/server';
import { startupSeconds } from './gpu/startup';
import { extraEdges } from './extra-containers';
import { checkGpuInference } from './gpu-rules';
import { planHost } from './host';
import { InferenceMonitoringPlan, planInferenceMonitoring } from './inference-monitoring';
import { planInferenceScaling } from './inference-scaling';
import { Identity } from './identity';
import { annotated, labelled, withGpu } from './inference-identity';
import { planImage } from './image';
import { ModelCachePlan, planModelCache } from './model-cache';
import { ClaimPlan, PodPlan, PolicyPlan } from './objects';
import { checkNodes, memberEdges } from './nodes';
import { sumOf } from './part';
import { planPod } from './pod';
import { Problems } from './problems';
import { planReplicas, ReplicasPlan } from './replicas';
import { SCRAPER_NAMESPACE } from './scrape';
import { podsOfDeployment, podsOfGroups } from './series';
import { LLM_PORT } from './service';
import { planSharedMemory } from './shared-memory';
import { ProgramRef, Site } from './site';
import { planStartup } from './startup-budget';
import { checkSeconds } from './syntax';

/** What the constructs that serve a model tell its plan. */
export interface ServerKind {
  readonly identity: Identity;
  /** Whether it embeds text instead of generating it. */
  readonly embeds: boolean;
  /** Whose pods they are: the Deployment's, or the LeaderWorkerSet's when there are several nodes. */
  readonly workloads: { readonly deployment: string; readonly groups: string };
  /** The embedded program that downloads a model. */
  readonly program: () => ProgramRef;
}

/** A server, whoever runs its pods. */
export interface ServerPlan extends AutoscalingPlan, InferenceMonitoringPlan {
  readonly identity: Identity;
  /** The same, with what the planner says of it. */
  readonly described: Identity;
  readonly servedModelName: string;
  readonly drainSeconds: number;
  /** What is no error and may be a mistake. */
  readonly warnings: readonly string[];
  readonly cache: ModelCachePlan;
  readonly compileCache?: ClaimPlan;
  readonly policies: readonly PolicyPlan[];
  readonly budget?: BudgetPlan;
  /** GPUs of the most pods. */
  readonly mostGpus: number;
  readonly scale: ReplicasPlan;
  /** How long a rollout may make no progress. */
  readonly progressSeconds: number;
  readonly pod: PodPlan;
}

/** The plan behind every server. What one construct knows of Kubernetes it adds to this. */
export function planServer(
  problems: Problems,
  site: Site,
  props: GpuInferenceProps,
  { identity, embeds, workloads, program }: ServerKind,
): ServerPlan {
  const scale = planReplicas(problems, props);
  const { nodes = 1 } = props;
  checkNodes(problems, props, embeds);
  checkGpuInference(problems, props);
  const drainSeconds = checkSeconds(problems, 'drain', props.drain, 120);
  const { engineName, engine, image, version } = planEngine(problems, props, embeds);
  const fit = planEngineFit(problems, props, engineName, version, embeds);
  const mostPods = nodes * (scale.most + scale.surge);
  const cache = props.cache ?? ModelCache.download();
  const startup = planStartup(problems, props, fit);
  const tolerations = props.gpu ? [{ key: props.gpu.tolerationKey, effect: 'NoSchedule' }] : [];
  const weights = planModelCache(problems, site, props, {
    identity,
    image: planImage(problems, 'image', image, site.platform.registryMirror),
    model: props.model,
    cache,
    mostPods,
    user: USER,
    group: GROUP,
    tolerations,
    cacheGiB: fit?.cacheGiB ?? 1,
    downloadSeconds: startup.downloadSeconds,
    program,
  });
  const compiled = planCompileCache(identity, engine, cache, mostPods);
  const servedModelName = props.servedModelName ?? props.model.id;
  const pods = nodes > 1 ? podsOfGroups(workloads.groups) : podsOfDeployment(workloads.deployment);
  const server = { engine: engineName, version, servedModelName, pods, startupSeconds: startup.totalSeconds };
  const scaling = planInferenceScaling(problems, identity, props.autoscaling, props.replicas, {
    ...server,
    onGpu: props.gpu !== undefined,
    plannedStartSeconds: fit && startupSeconds(fit.startup),
    scraper: props.monitoring && (props.monitoring.namespace ?? SCRAPER_NAMESPACE),
  });
  const watched = { ...server, embeds, port: LLM_PORT, scaling, deployment: workloads.deployment };
  const { part: watching, ...monitoring } = planInferenceMonitoring(problems, identity, props.monitoring, watched);
  const container = serverContainer(problems, site, props, {
    ...{ engineName, engine, image, version },
    servedModelName,
    embeds,
    drainSeconds,
    startupSeconds: startup.serverSeconds,
    host: planHost(problems, props, fit),
    modelPath: weights.path,
    maxModelLen: props.maxModelLen ?? fit?.maxModelLen ?? 1,
  });
  const parts = sumOf([
    writableHome(engine.home),
    weights.part,
    compiled.part,
    planSharedMemory(problems, props, container),
  ]);
  const pod = planPod(problems, site, labelled(withGpu(identity, props), weights.labels), props, {
    user: USER,
    group: GROUP,
    graceSeconds: graceFor(drainSeconds, ENGINE_SLACK_SECONDS),
    fewestPods: scale.fewest,
    runtimeClassName: props.runtimeClassName,
    tolerations,
    init: parts.init,
    checksums: parts.checksums,
    volumes: parts.volumes,
    containers: [withParts(container, parts)],
  });
  problems.throwIfAny();
  return {
    identity,
    described: annotated(withGpu(identity, props), fit),
    servedModelName,
    drainSeconds,
    warnings: [...(fit?.warnings ?? []), ...problems.warnings],
    cache: weights,
    compileCache: compiled.claim,
    policies: policiesOf(
      identity,
      { egress: [DNS] },
      memberEdges(identity, nodes),
      parts,
      watching,
      extraEdges(props, identity.namespace),
    ),
    budget: planBudget(identity, scale.fewest),
    mostGpus: scale.most * nodes * (props.gpu?.amount ?? 0),
    ...scaling,
    ...monitoring,
    scale,
    progressSeconds: startup.progressSeconds,
    pod,
  };
}
