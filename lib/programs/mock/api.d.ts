/** What `startMock` takes. */
export interface MockOptions {
  /** @default - a free one */
  readonly port?: number;
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** The content of a configuration file. */
  readonly config?: object;
  /** Key that clients must send. */
  readonly apiKey?: string;
}

/** A mock in this process. */
export interface RunningMock {
  /** Without a path: `http://127.0.0.1:12345`. */
  readonly url: string;
  /** For clients of OpenAI: with `/v1`. */
  readonly baseUrl: string;
  readonly port: number;
  /** What is asked from now on is answered by this configuration. */
  configure(config: object): void;
  /** Takes nobody new, lets open streams finish. */
  stop(): Promise<void>;
}

/** Resolves when it listens, after the `startupSeconds` of its configuration; rejects when the configuration or the port will not do. */
export function startMock(options?: MockOptions): Promise<RunningMock>;
