import type { Duration } from 'cdk8s';
import { DemandSignal } from './demand-signal';

/** What `Autoscaling.inference` takes. Of several signals the one that asks for most pods counts. */
export interface InferenceScalingProps {
  /**
   * Fewest pods, 0 to 100. 0 needs `demand`: where no pod is, none says that requests wait.
   *
   * @default 1
   */
  readonly minReplicas?: number;

  /** Most pods, 1 to 100. */
  readonly maxReplicas: number;

  /**
   * Requests that wait in the engine's queue, per pod: more of them, and a pod is added. 1 to 10000.
   *
   * @default 5
   */
  readonly waitingRequests?: number;

  /**
   * The part of the KV cache that is in use, in percent, averaged over the pods: above it a pod is added. 1 to 100. It goes
   * down only as streams end, so it keeps the pods that a short queue alone would send away. llama.cpp and Text Embeddings
   * Inference have no such figure.
   *
   * @default 60
   */
  readonly kvCachePercent?: number;

  /**
   * Signals from outside of the pods. They wake a server that was scaled to zero.
   *
   * @default - none
   */
  readonly demand?: DemandSignal[];

  /**
   * URL of the Prometheus that scrapes the pods, as KEDA reaches it.
   *
   * @default - `http://prometheus-operated.NAMESPACE.svc:9090`, the operator's own, in the namespace of `monitoring`
   */
  readonly prometheusUrl?: string;

  /**
   * Name of the TriggerAuthentication with the credentials for that Prometheus.
   *
   * @default - none are needed
   */
  readonly authentication?: string;

  /**
   * Seconds between two looks at the signals, 1 to 3600.
   *
   * @default 15
   */
  readonly pollingSeconds?: number;

  /**
   * How long the signals must be quiet before a pod is taken away, in whole seconds. At most an hour counts for pods beside
   * others, all of it for the last one.
   *
   * @default - the time that a start may take, and 5 minutes in which the new pod is used
   */
  readonly cooldown?: Duration;
}
