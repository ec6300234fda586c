import fc from 'fast-check';
import * as door from '../../lib';
import { annotations, image, mostly, name, number, secret, some, text, theirs, wild } from './arbitrary';

const host = text(/^(\*\.)?[a-z0-9]{1,9}(\.[a-z0-9]{1,9}){0,2}\.io$/);
const range = mostly(fc.constantFrom('203.0.113.0/24', '0.0.0.0/0', '2001:db8::/32'), wild);
const tls = fc.oneof(
  name.map((issuer) => door.Tls.issuer(issuer)),
  name.map((issuer) => door.Tls.clusterIssuer(issuer)),
  fc.constant(door.Tls.secret(secret('team-tls'))),
);

export const exposure = fc.oneof(
  fc.constant(door.Exposure.clusterIp()),
  number(30_000, 32_767).map((port) => door.Exposure.nodePort(port)),
  some<door.LoadBalancerOptions>({
    port: number(1, 65_535),
    sourceRanges: fc.array(range, { maxLength: 3 }),
    loadBalancerClass: text(/^[a-z]{1,9}(\.io\/[a-z]{1,9})?$/),
    annotations,
  }).map((options) => door.Exposure.loadBalancer(options)),
  fc
    .tuple(
      host,
      some<Omit<door.IngressOptions, 'host'>>({
        tls,
        className: mostly(fc.constantFrom('nginx', 'traefik', 'haproxy', 'internal'), wild),
        path: text(/^(\/[a-z0-9_~-]{1,9}){0,3}\/$/),
        annotations,
        controllerNamespace: theirs,
      }),
    )
    .map(([one, options]) => door.Exposure.ingress({ ...options, host: one })),
  fc
    .tuple(
      fc.record({ host, gateway: name }),
      some<Pick<door.GatewayOptions, 'gatewayNamespace' | 'controllerNamespace'>>({
        gatewayNamespace: theirs,
        controllerNamespace: theirs,
      }),
      fc.constantFrom({}, { listener: 'https' }, { listener: 'https', redirectListener: 'http' }),
    )
    .map(([own, options, listeners]) => door.Exposure.gateway({ ...own, ...options, ...listeners })),
);

const provider = fc.constantFrom(
  door.OAuth2Provider.google(),
  door.OAuth2Provider.gitHub('acme'),
  door.OAuth2Provider.oidc('https://id.acme.io:8443/realms/a'),
  door.OAuth2Provider.keycloak('http://keycloak.team-login.svc:8080/realms/a'),
  door.OAuth2Provider.entraId('1b2c'),
);

/** For an image of the caller's own. */
export const ownAuth = fc.oneof(
  fc.constant(door.AppAuth.none()),
  fc
    .tuple(
      fc.record({
        provider,
        credentials: fc.constant(secret('team-login')),
        emailDomains: fc.array(mostly(fc.constantFrom('acme.io', '*'), wild), { minLength: 1, maxLength: 3 }),
      }),
      some<Pick<door.OAuth2ProxyOptions, 'allowedGroups' | 'providerPeer' | 'image'>>({
        allowedGroups: fc.array(mostly(fc.constantFrom('staff', 'a b'), wild), { maxLength: 2 }),
        providerPeer: fc.constantFrom(door.NetworkPeer.addresses('10.1.0.0/16'), door.NetworkPeer.internet()),
        image,
      }),
    )
    .map(([own, options]) => door.AppAuth.oauth2Proxy({ ...own, ...options })),
);

/** For the reference chat app, which can ask for a password itself. */
export const referenceAuth = fc.oneof(
  ownAuth,
  some<door.BasicAuthKeys>({ username: text(/^[a-z]{1,9}$/), password: text(/^[a-z]{1,9}$/) }).map((keys) =>
    door.AppAuth.basic(secret('team-login'), keys),
  ),
);
