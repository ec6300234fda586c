import type { ISecret } from 'cdk8s-plus-27';
import { networkPolicy } from '../../../lib/manifest/network-policy';
import { service } from '../../../lib/manifest/service';
import type { LlmWebAppProps } from '../../../lib/props/llm-web-app-props';
import { Exposure } from '../../../lib/values/exposure';
import { Tls } from '../../../lib/values/tls';
import { expectProblems, planApp } from './web-app';

const serviceOf = (props: LlmWebAppProps): any => service(planApp(props).service);
const entryOf = (props: LlmWebAppProps): unknown =>
  (networkPolicy(planApp(props).policies[0]!) as any).body.spec.ingress;

const port = { name: 'http', port: 8000, targetPort: 'http', protocol: 'TCP' };
const ports = [{ port: 8000, protocol: 'TCP' }];
const services = test.each<[string, Exposure | undefined, object, unknown]>;

services([
  ['nothing', undefined, { type: 'ClusterIP', ports: [port] }, undefined],
  ['clusterIp', Exposure.clusterIp(), { type: 'ClusterIP', ports: [port] }, undefined],
  ['a NodePort of the cluster’s choice', Exposure.nodePort(), { type: 'NodePort', ports: [port] }, [{ ports }]],
  ['a NodePort', Exposure.nodePort(30_000), { type: 'NodePort', ports: [{ ...port, nodePort: 30_000 }] }, [{ ports }]],
  ['a load balancer', Exposure.loadBalancer(), { type: 'LoadBalancer', ports: [{ ...port, port: 80 }] }, [{ ports }]],
  [
    'a load balancer with all options: who may come is its own affair, for pods may see a node’s address',
    Exposure.loadBalancer({
      port: 443,
      sourceRanges: ['203.0.113.0/24', '2001:db8::/32', '::/0', '::ffff:10.0.0.0/104', '2001:db8::1/128'],
      loadBalancerClass: 'a.io/b',
    }),
    {
      type: 'LoadBalancer',
      loadBalancerSourceRanges: ['203.0.113.0/24', '2001:db8::/32', '::/0', '::ffff:10.0.0.0/104', '2001:db8::1/128'],
      loadBalancerClass: 'a.io/b',
      ports: [{ ...port, port: 443 }],
    },
    [{ ports }],
  ],
  ['an Ingress', Exposure.ingress({ host: 'a.io' }), { type: 'ClusterIP', ports: [port] }, [{ ports }]],
  [
    'an Ingress whose controller is known',
    Exposure.ingress({ host: 'a.io', controllerNamespace: 'ingress' }),
    { type: 'ClusterIP', ports: [port] },
    [
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } }, podSelector: {} }],
        ports,
      },
    ],
  ],
  ['a Gateway', Exposure.gateway({ host: 'a.io', gateway: 'g' }), { type: 'ClusterIP', ports: [port] }, [{ ports }]],
  [
    'a Gateway whose pods are known',
    Exposure.gateway({ host: 'a.io', gateway: 'g', controllerNamespace: 'envoy' }),
    { type: 'ClusterIP', ports: [port] },
    [
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'envoy' } }, podSelector: {} }],
        ports,
      },
    ],
  ],
])('%s: its Service, and who may come in', (_, exposure, spec, entry) => {
  const { selector, ...rest } = serviceOf({ exposure }).body.spec;
  expect(selector).toEqual({ 'app.kubernetes.io/instance': 'chatbot-app', 'app.kubernetes.io/name': 'web-app' });
  expect([rest, entryOf({ exposure })]).toEqual([spec, entry]);
});

test('a load balancer is configured by annotations, beside those of all objects', () => {
  const annotations = { 'a.io/team': 'web' };
  const exposure = Exposure.loadBalancer({ annotations: { 'b.io/internal': 'true' } });
  expect(serviceOf({ exposure, annotations }).metadata.annotations).toEqual({
    ...annotations,
    'b.io/internal': 'true',
  });
});

const long = `${'a.'.repeat(126)}io`;
const hostProblem = (prop: string, host: string) =>
  `"exposure.${prop}.host" must be a lower-case host name such as "chat.example.com" or "*.example.com", got ` +
  `${host === long ? `"${long.slice(0, 116)}...` : `"${host}"`}; without scheme, port and path, and no address`;
const ingressWith = (options: object) => Exposure.ingress({ host: 'a.io', ...options });
const gatewayWith = (options: object) => Exposure.gateway({ host: 'a.io', gateway: 'g', ...options });
const refuses = test.each<[string, Exposure, string]>;

refuses([
  ...[
    '',
    'Chat.a.io',
    'https://a.io',
    'a.io:443',
    'a.io/x',
    '10.0.0.1',
    '::1',
    'a_b.io',
    '*',
    '*.*.a.io',
    'a.*.io',
    '*.10.0.0.1',
    long,
  ].flatMap((host): [string, Exposure, string][] => [
    [`an Ingress for "${host.slice(0, 20)}"`, ingressWith({ host }), hostProblem('ingress', host)],
    [`a Gateway for "${host.slice(0, 20)}"`, gatewayWith({ host }), hostProblem('gateway', host)],
  ]),
  ...['', 'chat', '/a//b', '/a b', '/../a', '/a/.', '/%2f'].map((path): [string, Exposure, string] => [
    `the path "${path}"`,
    ingressWith({ path }),
    `"exposure.ingress.path" must be a path such as "/chat", of letters, digits and "-._~", got "${path}"`,
  ]),
  [
    'no class',
    ingressWith({ className: 'My Class' }),
    '"exposure.ingress.className" must be the name of an IngressClass, got "My Class"',
  ],
  [
    'no annotation',
    ingressWith({ annotations: { 'a b': 'c' } }),
    '"exposure.ingress.annotations key" must be a name such as "team" or "acme.io/team", got "a b"',
  ],
  [
    'no namespace of a controller',
    ingressWith({ controllerNamespace: 'A' }),
    '"exposure.ingress.controllerNamespace" must be the name of a namespace, got "A"',
  ],
  [
    'no Secret',
    ingressWith({ tls: Tls.secret({ name: '' } as ISecret) }),
    '"exposure.ingress.tls" must be the name of a Secret, got ""',
  ],
  ['no Issuer', ingressWith({ tls: Tls.issuer('') }), '"exposure.ingress.tls" must be the name of an Issuer, got ""'],
  [
    'no ClusterIssuer',
    ingressWith({ tls: Tls.clusterIssuer('Let us') }),
    '"exposure.ingress.tls" must be the name of a ClusterIssuer, got "Let us"',
  ],
  ['no Gateway', gatewayWith({ gateway: '' }), '"exposure.gateway.gateway" must be the name of a Gateway, got ""'],
  [
    'no namespace of a Gateway',
    gatewayWith({ gatewayNamespace: 'a.b' }),
    '"exposure.gateway.gatewayNamespace" must be the name of a namespace, got "a.b"',
  ],
  [
    'no listener',
    gatewayWith({ listener: 'HTTPS' }),
    '"exposure.gateway.listener" must be the name of a listener, got "HTTPS"',
  ],
  [
    'no namespace of its pods',
    gatewayWith({ controllerNamespace: '' }),
    '"exposure.gateway.controllerNamespace" must be the name of a namespace, got ""',
  ],
  [
    'a redirect from everywhere',
    gatewayWith({ redirectListener: 'http' }),
    '"exposure.gateway.listener" is missing: name the one for HTTPS, or plain HTTP would be served and redirected at once',
  ],
  [
    'a redirect to itself',
    gatewayWith({ listener: 'http', redirectListener: 'http' }),
    '"exposure.gateway.redirectListener" must be another than "listener", or plain HTTP would be served and redirected at once',
  ],
  [
    'a NodePort below the range',
    Exposure.nodePort(29_999),
    '"exposure.nodePort" must be a whole number from 30000 to 32767, got 29999; the API server\'s default range',
  ],
  [
    'no port of a load balancer',
    Exposure.loadBalancer({ port: 0 }),
    '"exposure.loadBalancer.port" must be a whole number from 1 to 65535, got 0',
  ],
  ...[
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0/8',
    '2001:db8::/129',
    '2001:db8::1/32',
    'fe80::1%eth0/128',
    '10.0.0.0/8/8',
    '10.0.0.1/8',
    '10.0.0.0/+8',
  ].map((range): [string, Exposure, string] => [
    `the range "${range}"`,
    Exposure.loadBalancer({ sourceRanges: [range] }),
    `"exposure.loadBalancer.sourceRanges" must be ranges such as "203.0.113.0/24" or "2001:db8::/32", got "${range}"`,
  ]),
  [
    'no class of load balancers',
    Exposure.loadBalancer({ loadBalancerClass: 'a b' }),
    '"exposure.loadBalancer.loadBalancerClass" must be a name such as "internal" or "service.k8s.aws/nlb", got "a b"',
  ],
  [
    'no annotation of a load balancer',
    Exposure.loadBalancer({ annotations: { '/a': 'b' } }),
    '"exposure.loadBalancer.annotations key" must be a name such as "team" or "acme.io/team", got "/a"',
  ],
])('%s is refused', (_, exposure, problem) => {
  expectProblems({ exposure }, problem);
});

const accepts = test.each<[Exposure]>;

accepts([
  [Exposure.nodePort(30_000)],
  [Exposure.nodePort(32_767)],
  [Exposure.loadBalancer({ port: 65_535, sourceRanges: ['0.0.0.0/0', '::/0'], loadBalancerClass: 'internal' })],
  [ingressWith({ host: 'localhost', path: '/', className: 'nginx.internal', controllerNamespace: 'a' })],
  [ingressWith({ host: long.slice(0, 253) })],
  [ingressWith({ host: '*.10.example', path: '/..a/b.' })],
  [gatewayWith({ gatewayNamespace: 'b', listener: 'https', redirectListener: 'http' })],
])('%j is accepted', (exposure) => {
  expectProblems({ exposure });
});
