import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { AppAuth } from '../values/app-auth';
import { Exposure, ExposureType } from '../values/exposure';
import { AuthFacts, AuthPlan } from './auth-plan';
import { Identity } from './identity';
import { EnvPlan } from './objects';
import { planOAuth2Proxy } from './oauth2-proxy';
import { Problems } from './problems';
import { secretEnv } from './secret-env';
import { Site } from './site';

export function planAuth(
  problems: Problems,
  site: Site,
  identity: Identity,
  { auth, image }: LlmWebAppProps,
  facts: AuthFacts,
): AuthPlan {
  warnOfStrangers(problems, facts.exposure, auth);
  if (auth?.oauth2ProxyOptions) return planOAuth2Proxy(problems, site, identity, auth.oauth2ProxyOptions, facts);
  if (auth?.basicSecret && image !== undefined)
    problems.add('"auth" by Basic is what the reference chat app can do: with "image", use AppAuth.oauth2Proxy');
  return { front: facts.port, part: { env: basicEnv(problems, auth) } };
}

function basicEnv(problems: Problems, auth: AppAuth | undefined): EnvPlan[] {
  const secret = auth?.basicSecret;
  if (!secret) return [];
  const { username = 'username', password = 'password' } = auth.basicKeys;
  return [
    ...secretEnv(problems, 'auth.basic', 'BASIC_AUTH_USERNAME', { secret, key: username }),
    ...secretEnv(problems, 'auth.basic', 'BASIC_AUTH_PASSWORD', { secret, key: password }),
  ];
}

/** A NodePort is a laptop's door; the others are meant for the world. */
function warnOfStrangers(problems: Problems, exposure: Exposure, auth: AppAuth | undefined): void {
  const { type, ingressOptions, gatewayOptions } = exposure;
  if (type === ExposureType.CLUSTER_IP || type === ExposureType.NODE_PORT) return;
  const place = (ingressOptions ?? gatewayOptions)?.host ?? 'the load balancer';
  if (!auth)
    problems.warn(
      `"auth" is missing: whoever reaches ${place} can use the app and the LLM behind it; AppAuth.oauth2Proxy, or ` +
        'AppAuth.basic for the reference chat app, asks who it is; AppAuth.none says that everybody may, or that the app ' +
        'asks itself',
    );
  else if (ingressOptions && !ingressOptions.tls && (auth.basicSecret || auth.oauth2ProxyOptions))
    problems.warn(
      '"exposure.ingress.tls" is missing: over plain HTTP a password can be read on its way, and browsers do not keep the ' +
        'cookie of a login',
    );
}
