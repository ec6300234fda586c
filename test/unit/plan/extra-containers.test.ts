import { App, Size, Testing } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-27';
import {
  AppAuth,
  Gpu,
  GpuInference,
  HealthCheck,
  LlmChart,
  LlmWebApp,
  MockLlm,
  Model,
  NetworkPeer,
  OAuth2Provider,
  type SidecarContainer,
  VectorDbStatefulSet,
  type WorkloadProps,
} from '../../../lib';
import { refusal, verdict } from './site';
import { expectProblems, neighbours } from './web-app';

type Make = (chart: LlmChart, props: WorkloadProps) => unknown;

const image = 'ghcr.io/acme/tool:1';
const app: Make = (chart, props) => new LlmWebApp(chart, 'app', { image, services: neighbours, ...props });
const database: Make = (chart, props) => new VectorDbStatefulSet(chart, 'app', props);
const everyWorkload = describe.each<[string, Make, main: string, path: string, volume: string]>([
  ['LlmWebApp', app, 'web', '/tmp', 'tmp'],
  ['VectorDbStatefulSet', database, 'postgres', '/var/lib/postgresql/data', 'data'],
  ['MockLlm', (chart, props) => new MockLlm(chart, 'app', props), 'mock-llm', '/app', 'app'],
  [
    'GpuInference',
    (chart, props) => new GpuInference(chart, 'app', { model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.l4(), ...props }),
    'vllm',
    '/home/vllm',
    'home',
  ],
]);

function synth(make: Make, props: WorkloadProps): any[] {
  const chart = new LlmChart(new App(), 'chatbot', { createNamespace: false });
  make(chart, props);
  return Testing.synth(chart);
}

function podOf(make: Make, props: WorkloadProps): any {
  return synth(make, props).find(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet').spec.template.spec;
}

everyWorkload('%s', (_, make, main, path, volume) => {
  test('starts sidecars first, then the init containers in their order', () => {
    const props = {
      sidecars: [{ name: 'shipper', image }],
      initContainers: [
        { name: 'first', image },
        { name: 'second', image },
      ],
    };
    const { initContainers, containers } = podOf(make, props);
    expect(initContainers.map((one: any) => [one.name, one.restartPolicy])).toEqual([
      ['shipper', 'Always'],
      ...(main === 'vllm' ? [['wait-for-model', undefined]] : []),
      ['first', undefined],
      ['second', undefined],
    ]);
    expect(containers.map((one: any) => one.name)).toEqual([main]);
  });

  test('shares what its main container has mounted already, and an empty directory elsewhere', () => {
    const shared = [
      { path, readOnly: true },
      { path: '/var/log/app', mountPath: '/logs' },
    ];
    const { initContainers, containers, volumes } = podOf(make, { sidecars: [{ name: 'shipper', image, shared }] });
    expect(initContainers[0].volumeMounts).toEqual([
      ...(path === '/tmp' ? [] : [{ name: 'shipper-tmp', mountPath: '/tmp' }]),
      { name: volume, mountPath: path, readOnly: true },
      { name: 'shared-1', mountPath: '/logs' },
    ]);
    expect(containers[0].volumeMounts.at(-1)).toEqual({ name: 'shared-1', mountPath: '/var/log/app' });
    expect(volumes).toContainEqual({ name: 'shared-1', emptyDir: {} });
  });

  test('lets a sidecar out and its clients in, at both ends where it knows them', () => {
    const loki = NetworkPeer.existingPods('logging', { app: 'loki' });
    const sidecar = {
      name: 'exporter',
      image,
      ports: { metrics: 9187 },
      egress: [
        { peer: loki, port: 3100 },
        { peer: NetworkPeer.pods('chatbot', { a: 'b' }), port: 8000 },
      ],
      ingress: [{ peer: NetworkPeer.existingPods('monitoring'), port: 9187 }],
    };
    const policies = synth(make, { sidecars: [sidecar] }).filter(
      ({ kind, metadata }) => kind === 'NetworkPolicy' && !/^chatbot-app-(secret|download)$/.test(metadata.name),
    );
    const monitoring = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } };
    expect(policies.map(({ metadata }) => metadata.name)).toEqual(['chatbot-app', expect.stringMatching(/-8000$/)]);
    expect(policies[0].spec.ingress).toEqual([
      { from: [{ ...monitoring, podSelector: {} }], ports: [{ port: 9187, protocol: 'TCP' }] },
    ]);
    expect(policies[0].spec.egress.map(({ ports }: any) => ports.map(({ port }: any) => port))).toEqual(
      expect.arrayContaining([[53, 53], [3100], [8000]]),
    );
  });

  test('refuses a sidecar of the name of its main container', () => {
    const message = verdict(() => podOf(make, { sidecars: [{ name: main, image }] }));
    expect(message).toContain(`"sidecars" holds the name "${main}", which another container of the pod has`);
  });
});

test('a sidecar is as hardened as every container, and complete', () => {
  const secret = Secret.fromSecretName(new LlmChart(new App(), 'secrets', { createNamespace: false }), 'key', 'loki');
  const sidecar: SidecarContainer = {
    name: 'shipper',
    image,
    command: ['ship'],
    args: ['--all'],
    user: 65532,
    env: { LEVEL: 'info' },
    secretEnv: { TOKEN: { secret, key: 'token' } },
    ports: { admin: 2020, forward: 24224 },
    healthCheck: HealthCheck.http('/up'),
    resources: { cpu: { request: Cpu.millis(10) }, memory: { limit: Size.mebibytes(32) } },
    writablePaths: ['/buffers'],
  };
  const { initContainers, volumes } = podOf(app, { sidecars: [sidecar] });
  const up = { httpGet: { path: '/up', port: 'admin', scheme: 'HTTP' }, timeoutSeconds: 5 };
  expect(initContainers[0]).toEqual({
    name: 'shipper',
    restartPolicy: 'Always',
    image,
    imagePullPolicy: 'IfNotPresent',
    command: ['ship'],
    args: ['--all'],
    ports: [
      { name: 'admin', containerPort: 2020, protocol: 'TCP' },
      { name: 'forward', containerPort: 24224, protocol: 'TCP' },
    ],
    env: [
      { name: 'LEVEL', value: 'info' },
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'loki', key: 'token' } } },
    ],
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '32Mi' } },
    volumeMounts: [
      { name: 'shipper-tmp', mountPath: '/tmp' },
      { name: 'shipper-writable-0', mountPath: '/buffers' },
    ],
    startupProbe: { ...up, periodSeconds: 2, failureThreshold: 150 },
    readinessProbe: { ...up, periodSeconds: 5, failureThreshold: 3 },
    livenessProbe: { ...up, periodSeconds: 10, failureThreshold: 6 },
    securityContext: {
      runAsUser: 65532,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
  });
  expect(volumes.map(({ name }: any) => name)).toEqual(['tmp', 'shipper-tmp', 'shipper-writable-0']);
});

test('two containers that share one directory of the app get one volume', () => {
  const shared = [{ path: '/cache' }];
  const props = { sidecars: [{ name: 'a', image, shared }], initContainers: [{ name: 'b', image, shared }] };
  const { containers, volumes } = podOf(app, props);
  expect(volumes.filter(({ name }: any) => name.startsWith('shared'))).toEqual([{ name: 'shared-0', emptyDir: {} }]);
  expect(containers[0].volumeMounts).toEqual([
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'shared-0', mountPath: '/cache' },
  ]);
});

test('a read-only mount of the main container is read-only for others, too', () => {
  const { initContainers } = podOf(database, {
    sidecars: [{ name: 'exporter', image, shared: [{ path: '/etc/postgres-credentials' }] }],
  });
  expect(initContainers[0].volumeMounts[1]).toEqual({
    name: 'credentials',
    mountPath: '/etc/postgres-credentials',
    readOnly: true,
  });
});

test('an init container of the app waits for the database like the app', () => {
  const chart = new LlmChart(new App(), 'chatbot', { createNamespace: false });
  const db = new VectorDbStatefulSet(chart, 'db');
  const llm = new MockLlm(chart, 'llm');
  const extra = { sidecars: [{ name: 'proxy', image }], initContainers: [{ name: 'migrate', image }] };
  new LlmWebApp(chart, 'app', { image, llm, embeddings: llm, database: db, ...extra });
  const deployment = Testing.synth(chart).find(
    ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'chatbot-app',
  );
  expect(deployment.spec.template.spec.initContainers.map(({ name }: any) => name)).toEqual([
    'proxy',
    'database-init',
    'migrate',
  ]);
});

const one = (over: Partial<SidecarContainer> = {}): WorkloadProps => ({ sidecars: [{ name: 'x', image, ...over }] });
const root = 'must be a whole number from 1 to 2147483647, got 0; PodSecurity "restricted" refuses root';
const named = 'must be named by at most 15 lower-case letters, digits and "-"';
const path = 'must be an absolute path without ":", "." and "..", not "/" itself';
const rules = test.each<[string, WorkloadProps, ...string[]]>;

rules([
  ['two names', { sidecars: [{ name: 'a', image }], initContainers: [{ name: 'b', image }] }],
  [
    'a name twice',
    { sidecars: [{ name: 'a', image }], initContainers: [{ name: 'a', image }] },
    '"initContainers" holds the name "a", which another container of the pod has',
  ],
  ['a name of 50 characters', one({ name: 'n'.repeat(50) })],
  [
    'a name of 51 characters',
    one({ name: 'n'.repeat(51) }),
    `"sidecars.name" must be at most 50 lower-case letters, digits and "-", got "${'n'.repeat(51)}"`,
  ],
  [
    'an image that is not pinned',
    one({ image: 'fluent-bit' }),
    '"sidecars["x"].image" must be an image with a version tag or a digest, got "fluent-bit"; nobody knows what "latest" ran',
  ],
  ['root', one({ user: 0 }), `"sidecars["x"].user" ${root}`],
  ['a variable and its neighbour', one({ env: { A: '1', B: '2' } })],
  [
    'a variable that is none',
    one({ env: { '1 A': '1' } }),
    '"sidecars["x"].env" must be an environment variable name, got "1 A"',
  ],
  ['the highest port', one({ ports: { a: 65535 } })],
  [
    'a port for root, with a long name',
    one({ ports: { 'a-very-long-name': 80 } }),
    `"sidecars["x"].ports" ${named}, got "a-very-long-name"`,
    '"sidecars["x"].ports["a-very-long-name"]" must be a whole number from 1024 to 65535, got 80; a pod that is no root cannot open it; the Service can have it',
  ],
  ['a port without letters', one({ ports: { '80': 8080 } }), `"sidecars["x"].ports" ${named}, got "80"`],
  [
    'the port of the app',
    one({ ports: { http: 8000 } }),
    '"sidecars["x"].ports" holds the name "http", which another port of the pod has',
    '"sidecars["x"].ports" holds 8000, on which another container of the pod listens',
  ],
  ['a health check by a command, without ports', one({ healthCheck: HealthCheck.exec(['true']) })],
  [
    'a health check without ports',
    one({ healthCheck: HealthCheck.http('/') }),
    '"sidecars["x"].healthCheck" needs a port: list it in "ports"',
  ],
  [
    'a health check of a path that is none',
    one({ ports: { a: 8080 }, healthCheck: HealthCheck.http('up') }),
    '"sidecars["x"].healthCheck.http" must be a path that begins with "/", without spaces, got "up"',
  ],
  [
    'clients of a port that it does not have',
    one({ ports: { a: 8080 }, ingress: [{ peer: NetworkPeer.internet(), port: 8081 }] }),
    '"sidecars["x"].ingress" opens 8081, which its "ports" do not hold',
  ],
  [
    'an edge to addresses that are none',
    one({ egress: [{ peer: NetworkPeer.addresses('10.0.0.1'), port: 443 }] }),
    '"sidecars["x"].egress.peer" must be IPv4 addresses such as "10.20.0.0/16", got "10.0.0.1"',
  ],
  ['a path of its own below a shared one', one({ shared: [{ path: '/a' }], writablePaths: ['/a/b'] })],
  [
    'paths that are none',
    one({ writablePaths: ['logs'], shared: [{ path: '/', mountPath: '/a:b' }] }),
    `"sidecars["x"].writablePaths" ${path}, got "logs"`,
    `"sidecars["x"].shared" ${path}, got "/"`,
    `"sidecars["x"].shared" ${path}, got "/a:b"`,
  ],
  [
    'a path twice',
    one({ writablePaths: ['/tmp', '/a'], shared: [{ path: '/a' }] }),
    'the container "x" mounts /tmp twice: leave one of them out',
    'the container "x" mounts /a twice: leave one of them out',
  ],
  [
    'a path below what is only read',
    one({ writablePaths: ['/a/b'], shared: [{ path: '/a', readOnly: true }] }),
    'the container "x" mounts /a/b below /a, which is read-only',
  ],
  [
    'a request above its limit',
    one({ resources: { cpu: { request: Cpu.millis(100), limit: Cpu.millis(50) } } }),
    '"sidecars["x"].resources.cpu" requests 100m and limits 50m: a request is at most its limit',
  ],
])('%s', (_, props, ...violations) => {
  expect(verdict(() => podOf(app, props))).toBe(refusal('LlmWebApp', violations));
});

test('a variable in clear and from a Secret is one too many', () => {
  const chart = new LlmChart(new App(), 'secrets', { createNamespace: false });
  const secretEnv = { A: { secret: Secret.fromSecretName(chart, 'key', 'x'), key: 'y' } };
  const refused = refusal('LlmWebApp', ['"sidecars["x"].env" sets A, and so does "sidecars["x"].secretEnv"']);
  expect(verdict(() => podOf(app, one({ env: { A: '1' }, secretEnv })))).toBe(refused);
  expect(verdict(() => podOf(app, one({ env: { B: '1' }, secretEnv })))).toBe('accepted');
});

test('the main container may not be called as one that the construct adds', () => {
  const secret = Secret.fromSecretName(Testing.chart(), 'login', 'login');
  const auth = AppAuth.oauth2Proxy({ provider: OAuth2Provider.google(), credentials: secret, emailDomains: ['*'] });
  expectProblems({ auth, containerName: 'proxy' });
  expectProblems(
    { auth, containerName: 'oauth2-proxy' },
    '"containerName" must be another than "oauth2-proxy", which a container of the construct itself has',
  );
});
