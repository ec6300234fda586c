/**
 * Who scrapes the metrics: a ServiceMonitor or PodMonitor for the Prometheus operator, and the edge that lets it in.
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
   * Labels by which Prometheus finds the monitor and the alerts, for example `release: kube-prometheus-stack`.
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
   * Labels of the pods of Prometheus, or of what else scrapes. Only they are let in.
   *
   * @default - `app.kubernetes.io/name: prometheus`, as the operator and the Helm charts label them
   */
  readonly scraperLabels?: { [key: string]: string };

  /**
   * Whether a Grafana dashboard comes with it, as a ConfigMap with the label `grafana_dashboard: "1"`.
   *
   * @default true
   */
  readonly dashboard?: boolean;
}
