import { KedaTrigger } from './keda-trigger';

/** What `Autoscaling.keda` takes. */
export interface KedaProps {
  /**
   * Fewest pods, 0 to 100. 0 needs a trigger that lives outside the scaled pods.
   *
   * @default 1
   */
  readonly minReplicas?: number;

  /** Most pods, 1 to 100. */
  readonly maxReplicas: number;

  /** What makes more pods: any of them is enough. */
  readonly triggers: KedaTrigger[];

  /**
   * Seconds between two looks at the triggers, 1 to 3600.
   *
   * @default 30
   */
  readonly pollingSeconds?: number;

  /**
   * Seconds after the last active trigger before it scales to zero, 0 to 86400.
   *
   * @default 300
   */
  readonly cooldownSeconds?: number;
}
