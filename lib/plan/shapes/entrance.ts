import { AppAuth } from '../../values/app-auth';
import type { BasicAuthKeys } from '../../values/basic-auth-keys';
import { Exposure } from '../../values/exposure';
import type { GatewayOptions } from '../../values/gateway-options';
import type { IngressOptions } from '../../values/ingress-options';
import type { LoadBalancerOptions } from '../../values/load-balancer-options';
import { OAuth2Provider } from '../../values/oauth2-provider';
import type { OAuth2ProxyOptions } from '../../values/oauth2-proxy-options';
import { Tls } from '../../values/tls';
import { list, made, number, optional, struct, text } from '../shape';
import { secret } from './foreign';
import { peer, texts } from './workload';

const tls = made(Tls, 'Tls.clusterIssuer("letsencrypt")', (one, check) => {
  if (one.issuerName !== undefined) check('issuer', one.issuerName, text);
  else if (one.clusterIssuerName !== undefined) check('clusterIssuer', one.clusterIssuerName, text);
  else check('secret', one.existingSecret, secret);
});

const loadBalancer = struct<LoadBalancerOptions>({
  port: optional(number),
  sourceRanges: optional(list(text)),
  loadBalancerClass: optional(text),
  annotations: optional(texts),
});

const ingress = struct<IngressOptions>({
  host: text,
  tls: optional(tls),
  className: optional(text),
  path: optional(text),
  annotations: optional(texts),
  controllerNamespace: optional(text),
});

const gateway = struct<GatewayOptions>({
  host: text,
  gateway: text,
  gatewayNamespace: optional(text),
  listener: optional(text),
  redirectListener: optional(text),
  controllerNamespace: optional(text),
});

export const exposure = made(Exposure, 'Exposure.nodePort(30000)', (one, check) => {
  check('nodePort', one.nodePortNumber, optional(number));
  check('loadBalancer', one.loadBalancerOptions, optional(loadBalancer));
  check('ingress', one.ingressOptions, optional(ingress));
  check('gateway', one.gatewayOptions, optional(gateway));
});

const provider = made(OAuth2Provider, 'OAuth2Provider.google()', (one, check) => {
  // What is left out here would let everybody in.
  if (one.name === 'github') check('organization', one.organization, text);
  else if (one.name !== 'google') check('issuerUrl', one.issuerUrl, text);
});

const oauth2Proxy = struct<OAuth2ProxyOptions>({
  provider,
  credentials: secret,
  emailDomains: list(text),
  allowedGroups: optional(list(text)),
  redirectUrl: optional(text),
  providerPeer: optional(peer),
  image: optional(text),
});

export const auth = made(AppAuth, 'AppAuth.none()', (one, check) => {
  check('', one.oauth2ProxyOptions, optional(oauth2Proxy));
  check('basic', one.basicSecret, optional(secret));
  check('basic', one.basicKeys, struct<BasicAuthKeys>({ username: optional(text), password: optional(text) }));
});
