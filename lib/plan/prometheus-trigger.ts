import type { KedaTrigger } from '../values/keda-trigger';

/** One query, and how much of its number one pod serves. */
export interface PrometheusQuery {
  readonly url: string;
  readonly authentication?: string;
  readonly query: string;
  readonly threshold: number;
  /** Whether no series means 0; otherwise it is an error, which the ScaledObject shows. */
  readonly nothingIsZero: boolean;
}

/** @see https://keda.sh/docs/latest/scalers/prometheus/ */
export function prometheusTrigger({ url, query, threshold, ...more }: PrometheusQuery): KedaTrigger {
  return {
    type: 'prometheus',
    metadata: {
      serverAddress: url,
      query,
      threshold: String(threshold),
      activationThreshold: '0',
      ignoreNullValues: String(more.nothingIsZero),
    },
    authentication: more.authentication,
  };
}
