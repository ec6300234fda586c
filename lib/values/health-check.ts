import { copyOf } from '../data/copy';

/** How the kubelet asks whether an app works. */
export enum HealthCheckType {
  /** A GET request. */
  HTTP = 'http',
  /** A connection to the port. */
  TCP = 'tcp',
  /** A command in the container. */
  EXEC = 'exec',
  /** The health service of gRPC. */
  GRPC = 'grpc',
}

/**
 * How the kubelet finds out that an app works. One answer serves the startup, the readiness and the liveness probe, so it
 * should not depend on the LLM or the database: one GPU must not take the web app down.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export class HealthCheck {
  /**
   * A GET request on the app's port, answered with 2xx or 3xx.
   *
   * @param path Begins with a slash.
   */
  public static http(path: string): HealthCheck {
    return new HealthCheck(HealthCheckType.HTTP, path);
  }

  /** The app's port accepts a connection. A server that hangs still does. */
  public static tcp(): HealthCheck {
    return new HealthCheck(HealthCheckType.TCP);
  }

  /**
   * A command in the container that ends with 0. It costs a process every few seconds.
   *
   * @param command The program and its arguments; no shell reads them.
   */
  public static exec(command: string[]): HealthCheck {
    return new HealthCheck(HealthCheckType.EXEC, undefined, copyOf(command));
  }

  /**
   * The app's port speaks the health protocol of gRPC.
   *
   * @param service The name to ask for; the server as a whole when left out.
   * @see https://github.com/grpc/grpc/blob/master/doc/health-checking.md
   */
  public static grpc(service?: string): HealthCheck {
    return new HealthCheck(HealthCheckType.GRPC, undefined, [], service);
  }

  private constructor(
    /** How it is asked. */
    public readonly type: HealthCheckType,
    /** Path of the GET request, if it is one. */
    public readonly path?: string,
    private readonly words: string[] = [],
    /** Service of the gRPC health protocol, if one was named. */
    public readonly service?: string,
  ) {}

  /** The command, if it is one: a copy. */
  public get command(): string[] {
    return [...this.words];
  }
}
