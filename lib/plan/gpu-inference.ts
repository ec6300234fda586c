import type { GpuInferenceProps } from '../props/gpu-inference-props';
import { Identity, metaOf, planIdentity } from './identity';
import { GROUPS, LEADER, LeaderWorkerSetPlan, planGroup } from './nodes';
import { DeploymentPlan, ServicePlan } from './objects';
import { Problems } from './problems';
import { planServer, ServerPlan } from './server';
import { LLM_PORT, planService } from './service';
import { checkShape } from './shape';
import { gpuInference } from './shapes/servers';
import { ProgramRef, Site } from './site';

export interface GpuInferencePlan extends ServerPlan {
  readonly service: ServicePlan;
  readonly deployment: DeploymentPlan;
  /** Instead of it, when a replica is a group of pods. */
  readonly group?: LeaderWorkerSetPlan;
}

/** The longest name that comes from the server's own is that of its Job. */
const LONGEST_SUFFIX = '-download-12345678'.length;

/** @param program The embedded program that downloads a model. */
export function planGpuInference(site: Site, props: GpuInferenceProps, program: () => ProgramRef): GpuInferencePlan {
  const problems = new Problems(site.construct, site.path);
  checkShape(problems, gpuInference, props);
  return planOwnServer(problems, site, props, false, program);
}

/**
 * A server whose Deployment and Service are its own.
 *
 * @param embeds Whether it embeds text instead of generating it.
 * @param program The embedded program that downloads a model.
 */
export function planOwnServer(
  problems: Problems,
  site: Site,
  props: GpuInferenceProps,
  embeds: boolean,
  program: () => ProgramRef,
): GpuInferencePlan {
  const identity = planIdentity(problems, site, props, 'llm', 63, LONGEST_SUFFIX);
  const workloads = { deployment: identity.name, groups: `${identity.name}${GROUPS}` };
  const plan = planServer(problems, site, props, { identity, embeds, workloads, program });
  const { described, scale, pod, progressSeconds, drainSeconds } = plan;
  const { nodes = 1 } = props;
  return {
    ...plan,
    service: planService(nodes > 1 ? leadersOf(identity) : identity, LLM_PORT),
    group: nodes > 1 ? planGroup(described, nodes, scale.most, pod, drainSeconds) : undefined,
    deployment: {
      meta: metaOf(described),
      replicas: scale.replicas,
      selector: identity.selector,
      rolling: scale.rolling,
      progressSeconds,
      pod,
    },
  };
}

const leadersOf = (identity: Identity): Identity => ({
  ...identity,
  selector: { ...identity.selector, ...LEADER },
});
