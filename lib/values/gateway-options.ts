/** What `Exposure.gateway` takes. */
export interface GatewayOptions {
  /** Host name under which the app is reached, such as `chat.example.com`; `*.example.com` takes all below. */
  readonly host: string;

  /** Name of the Gateway, which the platform team owns. Its listeners hold the certificates. */
  readonly gateway: string;

  /**
   * Namespace of the Gateway. Its listeners must admit routes of the app's namespace.
   *
   * @default - the app's own
   */
  readonly gatewayNamespace?: string;

  /**
   * Name of the listener that serves the host.
   *
   * @default - every listener of the Gateway that admits the host
   */
  readonly listener?: string;

  /**
   * Name of the listener for plain HTTP, from which browsers are sent to HTTPS. `listener` must then be named, or plain
   * HTTP would be served too.
   *
   * @default - nobody is sent anywhere
   */
  readonly redirectListener?: string;

  /**
   * Namespace in which the pods of the Gateway run: nobody else may then reach the app. A Gateway in the network of its
   * nodes has no namespace there.
   *
   * @default - everybody may
   */
  readonly controllerNamespace?: string;
}
