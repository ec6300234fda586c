/**
 * Where an app sends its traces and metrics, in the variables that every OpenTelemetry SDK reads. A variable in `env` wins
 * over the one of the same name here.
 *
 * @see https://opentelemetry.io/docs/languages/sdk-configuration/
 */
export interface TelemetryProps {
  /**
   * URL of the OTLP collector, for example `http://otel-collector.observability:4318`. A name of the cluster gets an edge
   * to the pods of its namespace, any other host one to the internet.
   */
  readonly endpoint: string;

  /**
   * Name of the app in traces.
   *
   * @default - the workload's name
   */
  readonly serviceName?: string;

  /**
   * Share of the traces that are kept, 0 to 1.
   *
   * @default 1
   */
  readonly sampleRatio?: number;

  /**
   * Whether prompts and answers go into the traces. They may hold what users confide.
   *
   * @default false
   * @see https://opentelemetry.io/docs/specs/semconv/gen-ai/
   */
  readonly captureContent?: boolean;
}
