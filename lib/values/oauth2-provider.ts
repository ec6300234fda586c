/**
 * Who knows the users.
 *
 * @see https://oauth2-proxy.github.io/oauth2-proxy/configuration/providers/
 */
export class OAuth2Provider {
  /**
   * Any provider of OpenID Connect.
   *
   * @param issuerUrl The issuer, as the provider's own `/.well-known/openid-configuration` names it. Browsers must reach
   * it, too.
   */
  public static oidc(issuerUrl: string): OAuth2Provider {
    return new OAuth2Provider('oidc', issuerUrl);
  }

  /** @param issuerUrl `https://HOST/realms/REALM` */
  public static keycloak(issuerUrl: string): OAuth2Provider {
    return new OAuth2Provider('keycloak-oidc', issuerUrl);
  }

  /** @param tenant The id of the Microsoft Entra tenant. */
  public static entraId(tenant: string): OAuth2Provider {
    return new OAuth2Provider('entra-id', `https://login.microsoftonline.com/${tenant}/v2.0`);
  }

  /** Accounts of Google; `emailDomains` says whose. */
  public static google(): OAuth2Provider {
    return new OAuth2Provider('google');
  }

  /** @param organization Only its members may come in. */
  public static gitHub(organization: string): OAuth2Provider {
    return new OAuth2Provider('github', undefined, organization);
  }

  private constructor(
    /** What oauth2-proxy calls it. */
    public readonly name: string,
    /** The issuer, if it speaks OpenID Connect. */
    public readonly issuerUrl?: string,
    /** The organization of GitHub, if it is that. */
    public readonly organization?: string,
  ) {}
}
