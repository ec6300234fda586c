import { HealthCheck } from './health-check';
import { WiringNames } from './wiring-names';

/** What `AppPreset.of` takes: what one must know of a framework or product to run it. */
export interface AppPresetProps {
  /** What people call it, for messages. */
  readonly name: string;

  /**
   * Port on which it listens, 1024 to 65535.
   *
   * @default 8000
   */
  readonly port?: number;

  /**
   * How the kubelet finds out that it works.
   *
   * @default HealthCheck.tcp()
   */
  readonly healthCheck?: HealthCheck;

  /**
   * Absolute paths that it writes to, besides `/tmp`.
   *
   * @default - none
   */
  readonly writablePaths?: string[];

  /**
   * Environment variables; `$(PORT)` stands for the port, whoever set it.
   *
   * @default - none
   */
  readonly env?: { [name: string]: string };

  /**
   * Names of the environment variables through which it learns its backends.
   *
   * @default - the names that the OpenAI SDKs and libpq read
   */
  readonly wiring?: WiringNames;

  /**
   * Whether its pages hold a connection open for as long as they are shown, a WebSocket or a stream of events. What
   * stands in front of it must then not end connections after the longest answer.
   *
   * @default false
   */
  readonly websockets?: boolean;

  /**
   * Whether a browser must stay with the pod that it met first.
   *
   * @default false
   */
  readonly sessionAffinity?: boolean;

  /**
   * Whether it keeps state in its own files, so that two pods of it would contradict or damage each other.
   *
   * @default false
   */
  readonly stateful?: boolean;
}
