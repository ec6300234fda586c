import type { ISecret } from 'cdk8s-plus-27';
import { serviceMonitor } from '../../../lib/manifest/monitoring';
import { networkPolicy } from '../../../lib/manifest/network-policy';
import { podTemplate } from '../../../lib/manifest/pod';
import { service } from '../../../lib/manifest/service';
import type { LlmWebAppProps } from '../../../lib/props/llm-web-app-props';
import type { IVectorDatabase } from '../../../lib/props/vector-database';
import { AppAuth } from '../../../lib/values/app-auth';
import { Exposure } from '../../../lib/values/exposure';
import { NetworkPeer } from '../../../lib/values/network-peer';
import type { OAuth2ProxyOptions } from '../../../lib/values/oauth2-proxy-options';
import { OAuth2Provider } from '../../../lib/values/oauth2-provider';
import { Tls } from '../../../lib/values/tls';
import { containerOf, expectProblems, llmOf, planApp, secretNamed } from './web-app';

const llm = llmOf(120);
const database: IVectorDatabase = {
  host: 'db',
  port: 5432,
  databaseName: 'app',
  secret: secretNamed('db-app'),
  secretKeys: { username: 'username', password: 'password', uri: 'uri' },
  peer: llm.peer,
};
const reference = { image: undefined, llm, embeddings: llm, database };

const google = OAuth2Provider.google();
const proxied = (options: Partial<OAuth2ProxyOptions> = {}) =>
  AppAuth.oauth2Proxy({ provider: google, credentials: secretNamed('login'), emailDomains: ['acme.io'], ...options });
const specOf = (props: LlmWebAppProps): any => podTemplate(planApp(props).deployment.pod).spec;
const proxyOf = (props: LlmWebAppProps): any =>
  specOf(props).initContainers.find(({ name }: { name: string }) => name === 'oauth2-proxy');
const policyOf = (props: LlmWebAppProps): any => (networkPolicy(planApp(props).policies[0]!) as any).body.spec;

test('oauth2-proxy is a native sidecar that starts before the app', () => {
  const { resources, securityContext, startupProbe, readinessProbe, livenessProbe, args, ...rest } = proxyOf({
    auth: proxied(),
  });
  const secret = (variable: string, key: string) => ({
    name: variable,
    valueFrom: { secretKeyRef: { name: 'login', key } },
  });
  expect(rest).toEqual({
    name: 'oauth2-proxy',
    image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.15.3',
    imagePullPolicy: 'IfNotPresent',
    restartPolicy: 'Always',
    ports: [{ name: 'oauth2-proxy', containerPort: 4180, protocol: 'TCP' }],
    env: [
      secret('OAUTH2_PROXY_CLIENT_ID', 'client-id'),
      secret('OAUTH2_PROXY_CLIENT_SECRET', 'client-secret'),
      secret('OAUTH2_PROXY_COOKIE_SECRET', 'cookie-secret'),
    ],
  });
  expect(args).toHaveLength(11);
  expect(resources).toEqual({ requests: { cpu: '20m', memory: '32Mi' }, limits: { memory: '128Mi' } });
  expect(securityContext.readOnlyRootFilesystem).toBe(true);
  const ping = { path: '/oauth2/ping', port: 'oauth2-proxy', scheme: 'HTTP' };
  expect([startupProbe, readinessProbe, livenessProbe].map(({ httpGet }) => httpGet)).toEqual([ping, ping, ping]);
});

test('the Service leads to the proxy, and nobody gets past it', () => {
  const props = { port: 8501, auth: proxied(), exposure: Exposure.loadBalancer() };
  expect((service(planApp(props).service) as any).body.spec.ports).toEqual([
    { name: 'http', port: 80, targetPort: 4180, protocol: 'TCP' },
  ]);
  expect(policyOf(props).ingress).toEqual([{ ports: [{ port: 4180, protocol: 'TCP' }] }]);
  expect(containerOf(planApp(props)).ports).toEqual([{ name: 'http', containerPort: 8501, protocol: 'TCP' }]);
  const path = '/metrics';
  const { endpoints } = (serviceMonitor(planApp({ ...props, monitoring: { path } }).serviceMonitor!) as any).body.spec;
  expect(endpoints).toEqual([{ targetPort: 'http', path, interval: '30s' }]);
});

test('without a proxy, the Service leads to the app by the name of its port', () => {
  const props = { auth: AppAuth.none(), exposure: Exposure.loadBalancer(), monitoring: {} };
  expect((service(planApp(props).service) as any).body.spec.ports[0].targetPort).toBe('http');
  const { endpoints } = (serviceMonitor(planApp(props).serviceMonitor!) as any).body.spec;
  expect(endpoints).toEqual([{ port: 'http', path: '/metrics', interval: '30s' }]);
  expect(planApp(props).deployment.pod.init).toEqual([]);
});

const at = (path: string) => Exposure.ingress({ host: 'chat.a.io', tls: Tls.issuer('ca'), path });
const lines = test.each<[string, LlmWebAppProps, Partial<OAuth2ProxyOptions>, string[]]>;

lines([
  [
    'everything that can be said',
    { port: 8501, llm, exposure: at('/') },
    {
      provider: OAuth2Provider.oidc('https://id.acme.io'),
      emailDomains: ['acme.io', '*'],
      allowedGroups: ['ai', 'it'],
    },
    [
      '--http-address=0.0.0.0:4180',
      '--upstream=http://127.0.0.1:8501/',
      '--upstream-timeout=150s',
      '--provider=oidc',
      '--oidc-issuer-url=https://id.acme.io',
      '--code-challenge-method=S256',
      '--email-domain=acme.io',
      '--email-domain=*',
      '--allowed-group=ai',
      '--allowed-group=it',
      '--redirect-url=https://chat.a.io/oauth2/callback',
      '--proxy-prefix=/oauth2',
      '--ping-path=/oauth2/ping',
      '--ready-path=/oauth2/ready',
      '--cookie-name=__Host-chatbot-app',
      '--cookie-samesite=lax',
      '--skip-provider-button',
      '--silence-ping-logging',
    ],
  ],
])('the proxy is told %s', (_, props, options, args) => {
  expect(proxyOf({ ...props, auth: proxied(options) }).args).toEqual(args);
});

const says = test.each<[string, LlmWebAppProps, Partial<OAuth2ProxyOptions>, RegExp, string[]]>;
const issuer = /^--(provider|oidc-issuer-url|github-org|code-challenge-method)=/;
const paths = /^--(redirect-url|proxy-prefix|ping-path|ready-path)=/;
const below = ['--proxy-prefix=/oauth2', '--ping-path=/oauth2/ping', '--ready-path=/oauth2/ready'];

says([
  ['Google', {}, {}, issuer, ['--provider=google']],
  [
    'an organization of GitHub',
    {},
    { provider: OAuth2Provider.gitHub('acme-ai') },
    issuer,
    ['--provider=github', '--github-org=acme-ai'],
  ],
  [
    'Keycloak',
    {},
    { provider: OAuth2Provider.keycloak('https://id.acme.io/realms/ai') },
    issuer,
    ['--provider=keycloak-oidc', '--oidc-issuer-url=https://id.acme.io/realms/ai', '--code-challenge-method=S256'],
  ],
  [
    'Entra',
    {},
    { provider: OAuth2Provider.entraId('1b2c') },
    issuer,
    [
      '--provider=entra-id',
      '--oidc-issuer-url=https://login.microsoftonline.com/1b2c/v2.0',
      '--code-challenge-method=S256',
    ],
  ],
  ['no time of an LLM', {}, {}, /timeout/, []],
  ['no host', { exposure: Exposure.loadBalancer() }, {}, paths, below],
  ['many hosts', { exposure: Exposure.gateway({ host: '*.a.io', gateway: 'g' }) }, {}, paths, below],
  [
    'the host of a Gateway',
    { exposure: Exposure.gateway({ host: 'chat.a.io', gateway: 'g' }) },
    {},
    paths,
    ['--redirect-url=https://chat.a.io/oauth2/callback', ...below],
  ],
  [
    'a path',
    { exposure: at('/chat/') },
    {},
    paths,
    [
      '--redirect-url=https://chat.a.io/chat/oauth2/callback',
      '--proxy-prefix=/chat/oauth2',
      '--ping-path=/chat/oauth2/ping',
      '--ready-path=/chat/oauth2/ready',
    ],
  ],
  [
    'a URL of its own',
    { exposure: Exposure.loadBalancer() },
    { redirectUrl: 'https://lb.a.io:8443/oauth2/callback' },
    paths,
    ['--redirect-url=https://lb.a.io:8443/oauth2/callback', ...below],
  ],
])('the proxy and %s', (_, props, options, about, args) => {
  const found = proxyOf({ ...props, auth: proxied(options) }).args.filter((arg: string) => about.test(arg));
  expect(found).toEqual(args);
});

test('a mirror and an image of one’s own', () => {
  const image = `quay.io/oauth2-proxy/oauth2-proxy@sha256:${'a1'.repeat(32)}`;
  expect(proxyOf({ auth: proxied({ image }) }).image).toBe(image);
  const { init } = planApp({ auth: proxied() }, { registryMirror: 'mirror.acme.io' }).deployment.pod;
  expect(init[0]!.image).toBe('mirror.acme.io/oauth2-proxy/oauth2-proxy:v7.15.3');
});

const ports = (port: number) => [{ port, protocol: 'TCP' }];
const except = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];
const internet = { to: [{ ipBlock: { cidr: '0.0.0.0/0', except } }], ports: ports(443) };
const ways = test.each<[string, Partial<OAuth2ProxyOptions>, object]>;

ways([
  ['Google', {}, internet],
  ['an issuer in the internet', { provider: OAuth2Provider.oidc('https://id.acme.io') }, internet],
  [
    'an issuer on a port of its own',
    { provider: OAuth2Provider.oidc('https://id.acme.io:8443/x') },
    { ...internet, ports: ports(8443) },
  ],
  [
    'an issuer in the company’s network',
    { provider: OAuth2Provider.oidc('https://id.acme.io:8443'), providerPeer: NetworkPeer.addresses('10.1.0.0/16') },
    { to: [{ ipBlock: { cidr: '10.1.0.0/16' } }], ports: ports(8443) },
  ],
])('the proxy reaches %s', (_, options, edge) => {
  const { egress } = policyOf({ services: [], auth: proxied(options) });
  expect(egress.slice(1)).toEqual([edge]);
});

test('the reference chat app asks itself, by a Secret', () => {
  const env = (auth: AppAuth) =>
    containerOf(planApp({ ...reference, auth })).env.filter(({ name }: any) => name.startsWith('BASIC_AUTH'));
  const variable = (name: string, key: string) => ({
    name,
    valueFrom: { secretKeyRef: { name: 'door', key } },
  });
  expect(env(AppAuth.basic(secretNamed('door')))).toEqual([
    variable('BASIC_AUTH_USERNAME', 'username'),
    variable('BASIC_AUTH_PASSWORD', 'password'),
  ]);
  expect(env(AppAuth.basic(secretNamed('door'), { username: 'user', password: 'word' }))).toEqual([
    variable('BASIC_AUTH_USERNAME', 'user'),
    variable('BASIC_AUTH_PASSWORD', 'word'),
  ]);
  expect(env(AppAuth.none())).toEqual([]);
});

const strangers = (place: string) =>
  `"auth" is missing: whoever reaches ${place} can use the app and the LLM behind it; AppAuth.oauth2Proxy, or ` +
  'AppAuth.basic for the reference chat app, asks who it is; AppAuth.none says that everybody may, or that the app asks itself';
const plain =
  '"exposure.ingress.tls" is missing: over plain HTTP a password can be read on its way, and browsers do not keep the ' +
  'cookie of a login';
const ingress = Exposure.ingress({ host: 'chat.a.io' });
const gateway = Exposure.gateway({ host: 'chat.a.io', gateway: 'g' });
const warns = test.each<[string, LlmWebAppProps, string[]]>;

warns([
  ['inside the cluster', {}, []],
  ['on a NodePort', { exposure: Exposure.nodePort() }, []],
  ['behind a load balancer', { exposure: Exposure.loadBalancer() }, [strangers('the load balancer')]],
  ['behind an Ingress', { exposure: ingress }, [strangers('chat.a.io')]],
  ['behind a Gateway', { exposure: gateway }, [strangers('chat.a.io')]],
  ['open on purpose', { exposure: ingress, auth: AppAuth.none() }, []],
  ['with a login over plain HTTP', { exposure: ingress, auth: proxied() }, [plain]],
  [
    'with a password over plain HTTP',
    { ...reference, exposure: ingress, auth: AppAuth.basic(secretNamed('a')) },
    [plain],
  ],
  ['with a login over HTTPS', { exposure: at('/'), auth: proxied() }, []],
  ['with a login behind a Gateway, whose listener has the certificate', { exposure: gateway, auth: proxied() }, []],
])('an app %s: its warnings', (_, props, warnings) => {
  expect(planApp(props).warnings).toEqual(warnings);
});

const refuses = test.each<[string, LlmWebAppProps, string[]]>;
const name = { name: 'No Secret' } as ISecret;

refuses([
  [
    'Basic for an image',
    { auth: AppAuth.basic(secretNamed('a')) },
    ['"auth" by Basic is what the reference chat app can do: with "image", use AppAuth.oauth2Proxy'],
  ],
  [
    'no Secret and no keys',
    { ...reference, auth: AppAuth.basic(name, { username: '', password: 'a b' }) },
    [
      '"auth.basic.secret" must be the name of a Secret, got "No Secret"',
      '"auth.basic.key" must be letters, digits, "-", "_", ".", got ""',
      '"auth.basic.key" must be letters, digits, "-", "_", ".", got "a b"',
    ],
  ],
  [
    'the proxy’s port',
    { port: 4180, auth: proxied() },
    ['"port" must be another than 4180, on which oauth2-proxy listens, got 4180'],
  ],
  [
    'nobody',
    { auth: proxied({ emailDomains: [] }) },
    ['"auth.emailDomains" must be at least one domain, or "*", got []'],
  ],
  [
    'an address for a domain',
    { auth: proxied({ emailDomains: ['ada@acme.io'] }) },
    ['"auth.emailDomains" must be domains such as "acme.io", or "*", got "ada@acme.io"'],
  ],
  [
    'a group without name',
    { auth: proxied({ allowedGroups: [''] }) },
    ['"auth.allowedGroups" must be names of groups, got ""'],
  ],
  [
    'an issuer that is no URL',
    { auth: proxied({ provider: OAuth2Provider.oidc('id.acme.io') }) },
    ['"auth.provider" must be an issuer with a URL of http or https without a user, got "id.acme.io"'],
  ],
  [
    'no organization',
    { auth: proxied({ provider: OAuth2Provider.gitHub('acme/ai') }) },
    ['"auth.provider" must be an organization of GitHub, got "acme/ai"'],
  ],
  [
    'a way back to elsewhere',
    { auth: proxied({ redirectUrl: 'https://a.io/login' }) },
    ['"auth.redirectUrl" must be a URL such as "https://chat.acme.io/oauth2/callback", got "https://a.io/login"'],
  ],
  [
    'no range of addresses',
    { auth: proxied({ providerPeer: NetworkPeer.addresses('10.0.0.1') }) },
    ['"auth.providerPeer.peer" must be IPv4 addresses such as "10.20.0.0/16", got "10.0.0.1"'],
  ],
  [
    'an image without version',
    { auth: proxied({ image: 'a/b:latest' }) },
    ['"auth.image" must be an image with a version tag or a digest, got "a/b:latest"; nobody knows what "latest" ran'],
  ],
  [
    'a sidecar of the same name',
    { auth: proxied(), sidecars: [{ name: 'oauth2-proxy', image: 'a/b:1' }] },
    ['"sidecars" holds the name "oauth2-proxy", which another container of the pod has'],
  ],
  ['all that is right', { port: 4181, auth: proxied({ emailDomains: ['*'], allowedGroups: ['a b'] }) }, []],
])('%s', (_, props, problems) => {
  expectProblems(props, ...problems);
});

test('the caller cannot set the password in clear', () => {
  expectProblems(
    { ...reference, auth: AppAuth.basic(secretNamed('a')), env: { BASIC_AUTH_PASSWORD: 'x' } },
    '"env" must not set BASIC_AUTH_PASSWORD: the backends do; rename theirs in "wiring"',
    '"env" sets BASIC_AUTH_PASSWORD in clear, for everybody who reads the manifest: use "secretEnv"',
  );
});
