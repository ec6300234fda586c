import type { Model } from '../values/model';
import type { ModelCache } from '../values/model-cache';
import { Identity } from './identity';
import { TolerationPlan } from './objects';
import { ProgramRef } from './site';

/** What the rest of the plan decided for the weights. */
export interface ModelCacheFacts {
  readonly identity: Identity;
  /** Of the server: its pods wait in it. */
  readonly image: string;
  readonly model: Model;
  readonly cache: ModelCache;
  /** Most pods that are there at a time, those of a rollout included. */
  readonly mostPods: number;
  readonly user: number;
  readonly group: number;
  /** Of the nodes that have the hardware. */
  readonly tolerations: readonly TolerationPlan[];
  readonly cacheGiB: number;
  readonly downloadSeconds: number;
  readonly program: () => ProgramRef;
}
