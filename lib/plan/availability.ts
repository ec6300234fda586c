import { Identity, metaOf } from './identity';
import { MetaPlan, StringMap } from './objects';

/** A PodDisruptionBudget that a drain can always meet: one pod at a time, however many there are. */
export interface BudgetPlan {
  readonly meta: MetaPlan;
  readonly selector: StringMap;
  readonly maxUnavailable: number;
}

/** One pod cannot be protected without blocking the drain of its node; more than one can. */
export function planBudget(identity: Identity, fewestPods: number): BudgetPlan | undefined {
  if (fewestPods < 2) return undefined;
  return { meta: metaOf(identity), selector: identity.selector, maxUnavailable: 1 };
}
