/** A Service of the cluster that an app calls over HTTP. */
export interface ServiceConnection {
  /** Name of the Service. */
  readonly name: string;

  /**
   * Its namespace.
   *
   * @default - the app's
   */
  readonly namespace?: string;

  /** Port of the Service, 1 to 65535. */
  readonly port: number;

  /**
   * Port on which its pods listen, 1 to 65535: it is what a NetworkPolicy sees.
   *
   * @default - the port of the Service
   */
  readonly targetPort?: number;

  /**
   * Labels that select its pods.
   *
   * @default - every pod of the namespace may be reached on that port
   */
  readonly labels?: { [key: string]: string };

  /**
   * Name of the variable that holds its URL, without a slash at its end.
   *
   * @default - the name in capitals, with `_URL` behind it: `ORDERS_SERVICE_URL`
   */
  readonly variable?: string;
}
