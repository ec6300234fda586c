/**
 * Who scrapes an app's metrics: a ServiceMonitor for the Prometheus operator, and the edge that lets it in.
 *
 * @see https://prometheus-operator.dev
 */
export interface MonitoringProps {
  /**
   * Path of the metrics.
   *
   * @default /metrics
   */
  readonly path?: string;

  /**
   * Seconds between two scrapes, 1 to 3600.
   *
   * @default 30
   */
  readonly intervalSeconds?: number;

  /**
   * Labels by which Prometheus finds the ServiceMonitor, for example `release: kube-prometheus-stack`.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * The namespace of Prometheus.
   *
   * @default monitoring
   */
  readonly namespace?: string;

  /**
   * Whether a Grafana dashboard comes with it, as a ConfigMap with the label `grafana_dashboard: "1"`.
   *
   * @default true
   */
  readonly dashboard?: boolean;
}
