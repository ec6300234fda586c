import { ingress } from '../../../lib/manifest/ingress';
import { service } from '../../../lib/manifest/service';
import type { LlmWebAppProps } from '../../../lib/props/llm-web-app-props';
import { AppPreset } from '../../../lib/values/app-preset';
import { Exposure } from '../../../lib/values/exposure';
import { Tls } from '../../../lib/values/tls';
import { llmOf, planApp, secretNamed } from './web-app';

const serviceOf = (props: LlmWebAppProps): any => service(planApp(props).service);
const ingressOf = (props: LlmWebAppProps): any => ingress(planApp(props).ingress!);

const rule = (host: string, path: string) => ({
  host,
  http: {
    paths: [{ path, pathType: 'Prefix', backend: { service: { name: 'chatbot-app', port: { number: 8000 } } } }],
  },
});
const ingresses = test.each<[string, Exposure, object]>;

ingresses([
  ['a host', Exposure.ingress({ host: 'chat.a.io' }), { rules: [rule('chat.a.io', '/')] }],
  [
    'a class and a path',
    Exposure.ingress({ host: '*.a.io', className: 'internal', path: '/chat/v1.0/' }),
    { ingressClassName: 'internal', rules: [rule('*.a.io', '/chat/v1.0/')] },
  ],
  [
    'a Secret',
    Exposure.ingress({ host: 'chat.a.io', tls: Tls.secret(secretNamed('a-tls')) }),
    { tls: [{ hosts: ['chat.a.io'], secretName: 'a-tls' }], rules: [rule('chat.a.io', '/')] },
  ],
  [
    'an Issuer, whose Secret is named after the app',
    Exposure.ingress({ host: 'chat.a.io', tls: Tls.issuer('ca') }),
    { tls: [{ hosts: ['chat.a.io'], secretName: 'chatbot-app-tls' }], rules: [rule('chat.a.io', '/')] },
  ],
])('an Ingress with %s', (_, exposure, spec) => {
  expect(ingressOf({ exposure }).body.spec).toEqual(spec);
});

const nginx = (seconds: string) => ({
  'nginx.ingress.kubernetes.io/proxy-read-timeout': seconds,
  'nginx.ingress.kubernetes.io/proxy-send-timeout': seconds,
});
const nginxCookie = {
  'nginx.ingress.kubernetes.io/affinity': 'cookie',
  'nginx.ingress.kubernetes.io/affinity-mode': 'persistent',
  'nginx.ingress.kubernetes.io/session-cookie-max-age': '10800',
};
const tls = Tls.clusterIssuer('letsencrypt');
const issuer = { 'cert-manager.io/cluster-issuer': 'letsencrypt' };
const streamlit = AppPreset.streamlit();
const annotations = test.each<[string, LlmWebAppProps, object, object | undefined, object | undefined]>;

annotations([
  ['nginx waits for the longest answer', { llm: llmOf(120) }, { className: 'nginx' }, nginx('150'), undefined],
  ['nginx without an LLM', {}, { className: 'nginx' }, undefined, undefined],
  [
    'nginx and Streamlit',
    { preset: streamlit },
    { className: 'nginx' },
    { ...nginx('3600'), ...nginxCookie },
    undefined,
  ],
  [
    'nginx and Streamlit with an LLM of hours',
    { preset: streamlit, llm: llmOf(7200) },
    { className: 'nginx' },
    { ...nginx('7230'), ...nginxCookie },
    undefined,
  ],
  [
    'the caller’s win',
    { llm: llmOf(120) },
    { className: 'nginx', annotations: { 'nginx.ingress.kubernetes.io/proxy-read-timeout': '9', 'b.io/c': 'd' } },
    { ...nginx('150'), 'nginx.ingress.kubernetes.io/proxy-read-timeout': '9', 'b.io/c': 'd' },
    undefined,
  ],
  [
    'Traefik, for which TLS is no matter of the certificate alone',
    { llm: llmOf(120) },
    { className: 'traefik', tls },
    { 'traefik.ingress.kubernetes.io/router.tls': 'true', ...issuer },
    undefined,
  ],
  [
    'Traefik and Streamlit',
    { preset: streamlit },
    { className: 'traefik' },
    undefined,
    { 'traefik.ingress.kubernetes.io/service.sticky.cookie': 'true' },
  ],
  [
    'HAProxy and Streamlit',
    { preset: streamlit },
    { className: 'haproxy' },
    { 'haproxy.org/timeout-server': '3600s' },
    { 'haproxy.org/cookie-persistence': 'app-pod' },
  ],
  ['a class that nobody knows', { llm: llmOf(120) }, { className: 'constructor', tls }, issuer, undefined],
])('%s: what the controller reads from the Ingress and from the Service', (_, props, options, onIngress, onService) => {
  const whole = { ...props, exposure: Exposure.ingress({ host: 'chat.a.io', ...options }) };
  const found = [ingressOf(whole), serviceOf(whole)].map(({ metadata }) => metadata.annotations);
  expect(found).toEqual([onIngress, onService]);
});
