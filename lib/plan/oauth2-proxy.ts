import { Exposure } from '../values/exposure';
import { HealthCheck } from '../values/health-check';
import { OAuth2ProxyOptions } from '../values/oauth2-proxy-options';
import { AuthFacts, AuthPlan } from './auth-plan';
import { longestAnswer } from './drain';
import { internet } from './edges';
import { planHealth } from './health';
import { Identity } from './identity';
import { planImage } from './image';
import { ContainerPlan } from './objects';
import { Part } from './part';
import { checkEdge, reach } from './peers';
import { Problems } from './problems';
import { planResources } from './quantities';
import { secretEnv } from './secret-env';
import { Site } from './site';
import { isDnsSubdomain } from './syntax';
import { edgeTo } from './url-edge';

const PORT = 4180;
const IMAGE = 'quay.io/oauth2-proxy/oauth2-proxy:v7.15.3';

/** oauth2-proxy as a native sidecar: it runs before the app and until after its last stream. */
export function planOAuth2Proxy(
  problems: Problems,
  site: Site,
  identity: Identity,
  options: OAuth2ProxyOptions,
  facts: AuthFacts,
): AuthPlan {
  const prefix = `${(facts.exposure.ingressOptions?.path ?? '').replace(/\/$/, '')}/oauth2`;
  checkOptions(problems, options, facts.port, prefix);
  const port = { name: 'oauth2-proxy', port: PORT };
  const image = planImage(problems, 'auth.image', options.image ?? IMAGE, site.platform.registryMirror);
  const container: ContainerPlan = {
    name: 'oauth2-proxy',
    image,
    args: argumentsOf(identity, options, facts, prefix),
    ports: [port],
    env: ['client-id', 'client-secret', 'cookie-secret'].flatMap((key) =>
      secretEnv(problems, 'auth.credentials', `OAUTH2_PROXY_${key.toUpperCase().replace('-', '_')}`, {
        secret: options.credentials,
        key,
      }),
    ),
    resources: planResources(problems, undefined, { cpuRequest: 20, memoryRequest: 32, memoryLimit: 128 }),
    mounts: [],
    ...planHealth(problems, 'auth', HealthCheck.http(`${prefix}/ping`), port),
  };
  return { front: PORT, part: { sidecars: [container], ...wayToProvider(problems, identity, options) } };
}

/**
 * Its own paths lie below the prefix, the app's keep their names. PKCE is for those that speak OpenID Connect.
 *
 * @see https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview
 */
function argumentsOf(
  identity: Identity,
  { provider, emailDomains, allowedGroups = [], redirectUrl }: OAuth2ProxyOptions,
  { port, drainSeconds, exposure }: AuthFacts,
  prefix: string,
): string[] {
  const redirect = redirectUrl ?? callbackOf(exposure, prefix);
  return [
    `--http-address=0.0.0.0:${PORT}`,
    `--upstream=http://127.0.0.1:${port}/`,
    ...(drainSeconds === undefined ? [] : [`--upstream-timeout=${longestAnswer(drainSeconds)}s`]),
    `--provider=${provider.name}`,
    ...(provider.issuerUrl === undefined
      ? []
      : [`--oidc-issuer-url=${provider.issuerUrl}`, '--code-challenge-method=S256']),
    ...(provider.organization === undefined ? [] : [`--github-org=${provider.organization}`]),
    ...emailDomains.map((domain) => `--email-domain=${domain}`),
    ...allowedGroups.map((group) => `--allowed-group=${group}`),
    ...(redirect === undefined ? [] : [`--redirect-url=${redirect}`]),
    `--proxy-prefix=${prefix}`,
    `--ping-path=${prefix}/ping`,
    `--ready-path=${prefix}/ready`,
    `--cookie-name=__Host-${identity.name}`,
    '--cookie-samesite=lax',
    '--skip-provider-button',
    '--silence-ping-logging',
  ];
}

/** A host with a wildcard is many hosts: the proxy takes the one that was asked for. */
function callbackOf({ ingressOptions, gatewayOptions }: Exposure, prefix: string): string | undefined {
  const host = (ingressOptions ?? gatewayOptions)?.host;
  return host === undefined || host.startsWith('*') ? undefined : `https://${host}${prefix}/callback`;
}

function wayToProvider(
  problems: Problems,
  { namespace }: Identity,
  { provider, providerPeer }: OAuth2ProxyOptions,
): Part {
  const { issuerUrl = 'https://provider.example' } = provider;
  const edge = edgeTo(issuerUrl, namespace);
  problems.require(
    edge !== undefined,
    'auth.provider',
    'an issuer with a URL of http or https without a user',
    issuerUrl,
  );
  const port = edge?.ports[0]?.port ?? 443;
  if (!providerPeer) return { egress: [provider.issuerUrl === undefined ? internet(443) : (edge ?? internet(443))] };
  checkEdge(problems, 'auth.providerPeer', { peer: providerPeer, port });
  return reach({ peer: providerPeer, port }, namespace);
}

function checkOptions(problems: Problems, options: OAuth2ProxyOptions, port: number, prefix: string): void {
  const { emailDomains, allowedGroups = [], redirectUrl, provider } = options;
  problems.require(port !== PORT, 'port', `another than ${PORT}, on which oauth2-proxy listens`, port);
  problems.require(emailDomains.length > 0, 'auth.emailDomains', 'at least one domain, or "*"', emailDomains);
  for (const domain of emailDomains)
    problems.require(
      domain === '*' || isDnsSubdomain(domain),
      'auth.emailDomains',
      'domains such as "acme.io", or "*"',
      domain,
    );
  for (const group of allowedGroups) problems.require(group !== '', 'auth.allowedGroups', 'names of groups', group);
  if (provider.organization !== undefined)
    problems.require(
      /^[a-zA-Z0-9](-?[a-zA-Z0-9])*$/.test(provider.organization),
      'auth.provider',
      'an organization of GitHub',
      provider.organization,
    );
  if (redirectUrl !== undefined)
    problems.require(
      URL.canParse(redirectUrl) && /^https?:\/\/[^/]+(\/.*)$/.exec(redirectUrl)?.[1] === `${prefix}/callback`,
      'auth.redirectUrl',
      `a URL such as "https://chat.acme.io${prefix}/callback"`,
      redirectUrl,
    );
}
