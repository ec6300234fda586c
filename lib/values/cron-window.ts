/**
 * A time in which pods are wanted, again and again.
 *
 * @see https://keda.sh/docs/latest/scalers/cron/
 */
export interface CronWindow {
  /** Name of the time zone, for example `Europe/Berlin`. */
  readonly timezone: string;

  /** When it begins, in five fields of cron: `0 8 * * 1-5`. */
  readonly start: string;

  /** When it ends, in five fields of cron. */
  readonly end: string;

  /**
   * Fewest pods in that time, at least 1 and at most `maxReplicas`.
   *
   * @default 1
   */
  readonly replicas?: number;
}
