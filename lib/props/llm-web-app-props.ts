import type { Duration } from 'cdk8s';
import type { SecretValue } from 'cdk8s-plus-27';
import { AppAuth } from '../values/app-auth';
import { AppPreset } from '../values/app-preset';
import { AppVolume } from '../values/app-volume';
import { Autoscaling } from '../values/autoscaling';
import { EnvSource } from '../values/env-source';
import { Exposure } from '../values/exposure';
import { HealthCheck } from '../values/health-check';
import { IEmbeddingBackend } from './embedding-backend';
import { ILlmBackend } from './llm-backend';
import { ServiceConnection } from './service-connection';
import { IVectorDatabase } from './vector-database';
import { MonitoringProps } from './monitoring-props';
import { TelemetryProps } from './telemetry-props';
import { WiringNames } from '../values/wiring-names';
import { WorkloadProps } from './workload-props';

/** What `LlmWebApp` takes. */
export interface LlmWebAppProps extends WorkloadProps {
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
   * Environment variables in clear, over the preset's; secrets are referenced by the backends, never written here.
   *
   * @default - none
   */
  readonly env?: { [name: string]: string };

  /**
   * Environment variables that read one key of a Secret each.
   *
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretValue };

  /**
   * Secrets and ConfigMaps whose keys all become environment variables.
   *
   * @default - none
   */
  readonly envFrom?: EnvSource[];

  /**
   * Absolute paths that the app writes to: its root file system is read-only, `/tmp` is writable.
   *
   * @default - the preset's, or none
   */
  readonly writablePaths?: string[];

  /**
   * Config files: their text by their absolute path, below 200 kB in all. They are read-only, a change of them starts the
   * pods anew, and whoever can read ConfigMaps can read them: no secrets.
   *
   * @default - none
   */
  readonly files?: { [path: string]: string };

  /**
   * Directories that do not come from the image.
   *
   * @default - none
   */
  readonly volumes?: AppVolume[];

  /**
   * How the kubelet finds out that the app itself works. It should not depend on the LLM: one GPU must not take the web
   * app down.
   *
   * @default - the preset's, or HealthCheck.tcp()
   */
  readonly healthCheck?: HealthCheck;

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
   * The LLM that the app asks.
   *
   * @default - none
   */
  readonly llm?: ILlmBackend;

  /**
   * The embedding model. Needed with a database: a vector database without embeddings stores nothing.
   *
   * @default - none
   */
  readonly embeddings?: IEmbeddingBackend;

  /**
   * The vector database, in the app's own namespace.
   *
   * @default - none
   */
  readonly database?: IVectorDatabase;

  /**
   * Services of the cluster that the app calls. Whether they let it in is for the policies of their own namespace to say.
   *
   * @default - none
   */
  readonly services?: ServiceConnection[];

  /**
   * SQL that one pod applies once, before the app starts; a changed text is applied once more.
   *
   * @default - none; the reference chat app brings its own
   */
  readonly schema?: string;

  /**
   * How long a pod waits for the database before it starts over, in whole seconds.
   *
   * @default Duration.minutes(10)
   */
  readonly databaseTimeout?: Duration;

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

  /**
   * Names of the environment variables through which the app learns its backends, over the preset's.
   *
   * @default - the names that the OpenAI SDKs and libpq read
   */
  readonly wiring?: WiringNames;
}
