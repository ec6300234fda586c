import { Exposure } from '../values/exposure';
import { Part } from './part';

/** Who asks the users who they are: what it adds to the pod, and the port of the pods on which users meet it. */
export interface AuthPlan {
  readonly front: number;
  readonly part: Part;
}

export interface AuthFacts {
  /** The app's own port. */
  readonly port: number;
  readonly exposure: Exposure;
  /** How long the LLM's longest answer may take; undefined without an LLM. */
  readonly drainSeconds?: number;
}
