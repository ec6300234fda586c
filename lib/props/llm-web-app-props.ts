import { AppAuth } from '../values/app-auth';
import { AppPreset } from '../values/app-preset';
import { Autoscaling } from '../values/autoscaling';
import { Exposure } from '../values/exposure';
import { HealthCheck } from '../values/health-check';
import { AppConfigurationProps } from './app-configuration-props';
import { AppConnectionProps } from './app-connection-props';
import { MonitoringProps } from './monitoring-props';
import { TelemetryProps } from './telemetry-props';
import { WorkloadProps } from './workload-props';

/** What `LlmWebApp` takes. */
export interface LlmWebAppProps extends WorkloadProps, AppConfigurationProps, AppConnectionProps {
  /**
   * The app's image, with a tag or a digest.
   *
   * @default - the reference chat app of this library on the stock Node image; it needs `llm`, `embeddings` and `database`
   */
  readonly image?: string;

  /**
   * What the app is made with: its port, health check, writable paths, variables and sessions. Props given beside it win,
   * field by field.
   *
   * @default - none
   */
  readonly preset?: AppPreset;

  /**
   * The entrypoint, when it is not the image's own.
   *
   * @default - the image's
   */
  readonly command?: string[];

  /**
   * Arguments for the entrypoint.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Port on which the app listens, 1024 to 65535 (it is no root).
   *
   * @default - the preset's, or 8000
   */
  readonly port?: number;

  /**
   * Numeric user of the app's image. 0 is refused.
   *
   * @default 1000
   */
  readonly user?: number;

  /**
   * How the kubelet finds out that the app itself works. It should not depend on the LLM: one GPU must not take the web
   * app down.
   *
   * @default - the preset's, or HealthCheck.tcp()
   */
  readonly healthCheck?: HealthCheck;

  /**
   * Conditions beside the health check that a controller must set before a pod counts as ready, such as
   * `target-health.elbv2.k8s.aws/web`. One that nobody sets holds every rollout up.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate
   */
  readonly readinessGates?: string[];

  /**
   * Number of pods, 0 to 100.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Who decides the number of pods instead; `replicas` must then be left out.
   *
   * @default - nobody: `replicas` does
   */
  readonly autoscaling?: Autoscaling;

  /**
   * From where the app can be reached.
   *
   * @default Exposure.clusterIp()
   */
  readonly exposure?: Exposure;

  /**
   * Who asks the app's users who they are. Without an answer, an app that the world can reach gets a warning.
   *
   * @default - nobody
   */
  readonly auth?: AppAuth;

  /**
   * Where the app sends its traces and metrics.
   *
   * @default - nowhere
   */
  readonly telemetry?: TelemetryProps;

  /**
   * Who scrapes the app's metrics.
   *
   * @default - nobody
   */
  readonly monitoring?: MonitoringProps;
}
