import type { TaintEffect } from 'cdk8s-plus-27';

/**
 * A taint that pods tolerate.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export interface Toleration {
  /** Key of the taint. */
  readonly key: string;

  /**
   * Value of the taint.
   *
   * @default - every value
   */
  readonly value?: string;

  /**
   * Effect of the taint.
   *
   * @default - every effect
   */
  readonly effect?: TaintEffect;
}
