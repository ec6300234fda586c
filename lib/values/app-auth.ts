import type { ISecret } from 'cdk8s-plus-27';
import { copyOf } from '../data/copy';
import { given } from '../data/given';
import { BasicAuthKeys } from './basic-auth-keys';
import { OAuth2ProxyOptions } from './oauth2-proxy-options';

/** Who asks an app's users who they are. */
export class AppAuth {
  /**
   * oauth2-proxy, in front of the app in the same pod: the Service leads to it, and nobody else reaches the app.
   *
   * @see https://oauth2-proxy.github.io/oauth2-proxy/
   */
  public static oauth2Proxy(options: OAuth2ProxyOptions): AppAuth {
    const { emailDomains } = given('AppAuth.oauth2Proxy', options, 'its options, an object');
    return new AppAuth({ ...options, emailDomains: copyOf(emailDomains) });
  }

  /**
   * The reference chat app itself, by one user name and password. They go over the network readable: only over HTTPS.
   *
   * @param secret A Secret in the app's namespace.
   */
  public static basic(secret: ISecret, keys: BasicAuthKeys = {}): AppAuth {
    return new AppAuth(undefined, secret, { ...keys });
  }

  /** Nobody does, and that is meant: everybody may come in, or the app has a login of its own. */
  public static none(): AppAuth {
    return new AppAuth();
  }

  private constructor(
    /** What oauth2-proxy was given, if it asks. */
    public readonly oauth2ProxyOptions?: OAuth2ProxyOptions,
    /** The Secret with user and password, if the reference chat app asks. */
    public readonly basicSecret?: ISecret,
    /** The names of its keys. */
    public readonly basicKeys: BasicAuthKeys = {},
  ) {}
}
