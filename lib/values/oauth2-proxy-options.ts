import type { ISecret } from 'cdk8s-plus-27';
import { NetworkPeer } from './network-peer';
import { OAuth2Provider } from './oauth2-provider';

/** What `AppAuth.oauth2Proxy` takes. */
export interface OAuth2ProxyOptions {
  /** Who knows the users. */
  readonly provider: OAuth2Provider;

  /**
   * A Secret in the app's namespace with the keys `client-id` and `client-secret`, as the provider gave them, and
   * `cookie-secret`: 16, 24 or 32 bytes by which the proxy encrypts its cookies, `openssl rand -base64 32 | tr -- '+/' '-_'`.
   */
  readonly credentials: ISecret;

  /** Domains of the e-mail addresses that may come in, such as `acme.io`; `*` for all that the provider knows. */
  readonly emailDomains: string[];

  /**
   * Groups of which a user must be in one.
   *
   * @default - none is asked for
   */
  readonly allowedGroups?: string[];

  /**
   * URL to which the provider sends the browser back: the app's, with `/oauth2/callback`. The provider must know it.
   *
   * @default - made of the host of the exposure; without one, of the host that the browser asked for
   */
  readonly redirectUrl?: string;

  /**
   * Where the provider is, seen from the pods, when it is not in the internet: `NetworkPeer.addresses` for one in the
   * company's network.
   *
   * @default - any address outside the private ranges
   */
  readonly providerPeer?: NetworkPeer;

  /**
   * The proxy's image, with a tag or a digest.
   *
   * @default quay.io/oauth2-proxy/oauth2-proxy:v7.15.3
   */
  readonly image?: string;
}
