import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { Exposure } from '../values/exposure';
import { planAuth } from './auth';
import { Identity } from './identity';
import { sumOf } from './part';
import { SessionPlan } from './preset';
import { Problems } from './problems';
import { Site } from './site';
import { ExposurePlan, planExposure } from './web-exposure';

/** How users come in: from where they reach the app, and who asks them who they are. */
export function planEntrance(
  problems: Problems,
  site: Site,
  identity: Identity,
  props: LlmWebAppProps,
  facts: { readonly port: number; readonly sessions: SessionPlan; readonly drainSeconds?: number },
): ExposurePlan {
  const exposure = props.exposure ?? Exposure.clusterIp();
  const auth = planAuth(problems, site, identity, props, { ...facts, exposure });
  const plan = planExposure(problems, identity, exposure, { ...facts, front: auth.front });
  return { ...plan, part: sumOf([auth.part, plan.part]) };
}
