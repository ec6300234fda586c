/**
 * One trigger of a KEDA ScaledObject.
 *
 * @see https://keda.sh/docs/latest/scalers/
 */
export interface KedaTrigger {
  /** Name of the scaler, for example `prometheus`, `cron`, `rabbitmq`. */
  readonly type: string;

  /**
   * What the scaler reads. Every value is a string. For `cron` these are `start`, `end` (five fields each), `timezone` and
   * `desiredReplicas`.
   */
  readonly metadata: { [key: string]: string };

  /**
   * Name of the TriggerAuthentication that holds the scaler's credentials.
   *
   * @default - none
   */
  readonly authentication?: string;
}
