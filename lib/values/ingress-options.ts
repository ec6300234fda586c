import { Tls } from './tls';

/** What `Exposure.ingress` takes. */
export interface IngressOptions {
  /** Host name under which the app is reached, such as `chat.example.com`; `*.example.com` takes all of one level. */
  readonly host: string;

  /**
   * Where the certificate comes from.
   *
   * @default - none: the controller serves plain HTTP, or its own default certificate
   */
  readonly tls?: Tls;

  /**
   * Name of the IngressClass. For `nginx`, `traefik` and `haproxy`, annotations for timeouts, sessions and TLS follow.
   *
   * @default - the cluster's default class
   */
  readonly className?: string;

  /**
   * Path below which the app is reached; it is passed on unchanged.
   *
   * @default /
   */
  readonly path?: string;

  /**
   * More annotations for the Ingress; they win over those that follow from the class.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Namespace in which the controller's pods run: nobody else may then reach the app. A controller in the network of its
   * nodes has no namespace there.
   *
   * @default - everybody may
   */
  readonly controllerNamespace?: string;
}
