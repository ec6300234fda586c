import type { PlatformProps } from './platform-props';

/** What `LlmChart` takes. */
export interface LlmChartProps {
  /**
   * The namespace of every object of the chart.
   *
   * @default - the chart's id
   */
  readonly namespace?: string;

  /**
   * Whether the chart holds the Namespace itself, with PodSecurity `restricted` enforced, and its default-deny policy.
   * Deleting the manifests then deletes the namespace and all its volumes.
   *
   * @default true
   */
  readonly createNamespace?: boolean;

  /**
   * Labels for every object of the chart.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * What the platform team decides once for all constructs of the chart.
   *
   * @default - public images, Kubernetes 1.29
   */
  readonly platform?: PlatformProps;
}
