import type { ISecret } from 'cdk8s-plus-27';

/** Where the certificate for a host name comes from. */
export class Tls {
  /** A Secret of the type `kubernetes.io/tls` in the app's namespace. */
  public static secret(secret: ISecret): Tls {
    return new Tls(secret);
  }

  /**
   * cert-manager gets it from an Issuer in the app's namespace, and keeps it in a Secret named after the app.
   *
   * @see https://cert-manager.io/docs/usage/ingress/
   */
  public static issuer(name: string): Tls {
    return new Tls(undefined, name);
  }

  /**
   * cert-manager gets it from a ClusterIssuer, and keeps it in a Secret named after the app.
   *
   * @see https://cert-manager.io/docs/usage/ingress/
   */
  public static clusterIssuer(name: string): Tls {
    return new Tls(undefined, undefined, name);
  }

  private constructor(
    /** The Secret that holds it, when somebody else fills that. */
    public readonly existingSecret?: ISecret,
    /** Name of the Issuer, when one gets it. */
    public readonly issuerName?: string,
    /** Name of the ClusterIssuer, when one gets it. */
    public readonly clusterIssuerName?: string,
  ) {}
}
