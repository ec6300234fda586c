/** What `Autoscaling.hpa` takes. At least one target is needed; with several, the one that asks for most pods counts. */
export interface HpaProps {
  /**
   * Fewest pods, 1 to 100.
   *
   * @default 1
   */
  readonly minReplicas?: number;

  /** Most pods, 1 to 100. */
  readonly maxReplicas: number;

  /**
   * Average CPU in percent of its request, 1 to 1000.
   *
   * @default - CPU does not count
   */
  readonly cpuUtilization?: number;

  /**
   * Average memory in percent of its request, 1 to 1000.
   *
   * @default - memory does not count
   */
  readonly memoryUtilization?: number;

  /**
   * Requests per second of one pod, 1 to 1000000, read from the pods metric `requestsPerSecondMetric`.
   *
   * @default - requests do not count
   */
  readonly requestsPerSecond?: number;

  /**
   * Name of the pods metric, as an adapter of the custom metrics API offers it.
   *
   * @default http_requests_per_second
   * @see https://github.com/kubernetes-sigs/prometheus-adapter
   */
  readonly requestsPerSecondMetric?: string;
}
