import { Testing } from 'cdk8s';
import { LlmWebApp, LlmWebAppProps, MockLlm } from '../../../lib';
import { edgeTo } from '../../../lib/plan/url-edge';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Record<string, string> };
  readonly spec: Record<string, never>;
  readonly data: Record<string, string>;
}
const app = (props: LlmWebAppProps) => {
  const chart = Testing.chart();
  Object.assign(chart, { namespace: 'ns' });
  new LlmWebApp(chart, 'web', { image: 'acme/web:1', llm: new MockLlm(chart, 'llm'), ...props });
  return Testing.synth(chart) as Manifest[];
};
const find = (objects: Manifest[], kind: string, name = 'test-web') =>
  objects.find((object) => object.kind === kind && object.metadata.name === name);
const env = (props: LlmWebAppProps) => {
  const [web] = (
    find(app(props), 'Deployment')?.spec as never as {
      template: { spec: { containers: { env: { name: string; value: string }[] }[] } };
    }
  ).template.spec.containers;
  return Object.fromEntries(
    (web?.env ?? []).filter(({ name }) => name.startsWith('OTEL')).map(({ name, value }) => [name, value]),
  );
};

test('telemetry is what every OpenTelemetry SDK reads', () => {
  expect(env({ telemetry: { endpoint: 'http://collector.observability:4318' } })).toEqual({
    OTEL_SERVICE_NAME: 'test-web',
    OTEL_RESOURCE_ATTRIBUTES: 'service.namespace=test,k8s.namespace.name=ns',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.observability:4318',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '1',
    OTEL_SEMCONV_STABILITY_OPT_IN: 'gen_ai_latest_experimental',
    OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'NO_CONTENT',
  });
});

test('prompts go into the traces in the word of the newest conventions, or in one of the caller', () => {
  const name = 'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT';
  const telemetry = { endpoint: 'http://collector:4318', captureContent: true };
  expect(env({ telemetry })).toHaveProperty(name, 'SPAN_ONLY');
  expect(env({ telemetry, env: { [name]: 'true' } })).toHaveProperty(name, 'true');
  expect(env({ telemetry: { ...telemetry, captureContent: false } })).toHaveProperty(name, 'NO_CONTENT');
});

test.each([
  ['http://collector:4317', 'grpc'],
  ['http://collector:4317/', 'grpc'],
  ['http://collector:4318', 'http/protobuf'],
])('%s speaks %s', (endpoint, protocol) => {
  expect(env({ telemetry: { endpoint } })).toHaveProperty('OTEL_EXPORTER_OTLP_PROTOCOL', protocol);
});

const tcp = (port: number) => [{ port, protocol: 'TCP' }];
const EVERYWHERE = expect.objectContaining({ cidr: '0.0.0.0/0' }) as unknown;
test.each<[string, unknown]>([
  ['http://collector:4318', { peers: [{ pods: {} }], ports: tcp(4318) }],
  ['http://collector.ns', { peers: [{ pods: {} }], ports: tcp(80) }],
  ['http://collector.other', { peers: [{ pods: {}, namespace: 'other' }], ports: tcp(80) }],
  ['https://collector.other.svc.cluster.local/x', { peers: [{ pods: {}, namespace: 'other' }], ports: tcp(443) }],
  ['https://acme.io', { peers: [EVERYWHERE], ports: tcp(443) }],
  ['https://collector.other.svc', { peers: [{ pods: {}, namespace: 'other' }], ports: tcp(443) }],
  ['https://otlp.acme.io', { peers: [EVERYWHERE], ports: tcp(443) }],
  ['https://10.1.2.3:8443', { peers: [{ cidr: '10.1.2.3/32', except: [] }], ports: tcp(8443) }],
  ['collector:4318', undefined],
  ['grpc://collector:4317', undefined],
  ['http://', undefined],
  ['http://user:password@collector:4318', undefined],
  ['http://collector:0', undefined],
  ['http://collector:99999', undefined],
  ['http://collector/a b', undefined],
  ['http://collector.-x-', undefined],
  [`http://collector.${'n'.repeat(64)}`, undefined],
])('the edge to %s', (url, edge) => {
  expect(edgeTo(url, 'ns')).toEqual(edge);
});

test('monitoring is a ServiceMonitor on the Service, its edge and a dashboard', () => {
  const objects = app({ monitoring: { labels: { release: 'prom' }, intervalSeconds: 15 } });
  const selector = { 'app.kubernetes.io/name': 'web-app', 'app.kubernetes.io/instance': 'test-web' };
  expect(find(objects, 'ServiceMonitor')?.metadata.labels).toMatchObject({ release: 'prom' });
  expect(find(objects, 'ServiceMonitor')?.spec).toEqual({
    selector: { matchLabels: selector },
    endpoints: [{ port: 'http', path: '/metrics', interval: '15s' }],
  });
  expect(find(objects, 'Service')?.metadata.labels).toMatchObject(selector);
  expect(find(objects, 'NetworkPolicy')?.spec).toMatchObject({
    ingress: [
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
            podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
          },
        ],
        ports: tcp(8000),
      },
    ],
  });
  const board = find(objects, 'ConfigMap', 'test-web-dashboard');
  expect(board?.metadata.labels).toMatchObject({ grafana_dashboard: '1' });
  const { panels } = JSON.parse(board?.data['test-web.json'] ?? '{}') as { panels: { title: string }[] };
  expect(panels.map(({ title }) => title)).toEqual([
    'CPU by pod',
    'Memory by pod',
    'LLM requests',
    'LLM latency, 95th percentile',
  ]);
});

test('a dashboard can be left out', () => {
  expect(find(app({ monitoring: { dashboard: false } }), 'ConfigMap', 'test-web-dashboard')).toBeUndefined();
});

test('bad telemetry and monitoring are refused at once', () => {
  const telemetry = { endpoint: 'collector:4317', sampleRatio: 2, serviceName: 'a=b' };
  const monitoring = { path: 'metrics', intervalSeconds: 0, namespace: 'No', labels: { a: '-' } };
  expect(() => app({ telemetry, monitoring })).toThrow(
    new Error(
      [
        'test/web (LlmWebApp): 7 problems',
        '"monitoring.path" must be a path that begins with "/", got "metrics"',
        '"monitoring.intervalSeconds" must be a whole number from 1 to 3600, got 0',
        '"monitoring.labels["a"]" must be at most 63 letters, digits, "-", "_", ".", got "-"',
        '"monitoring.namespace" must be the name of a namespace, got "No"',
        '"telemetry.endpoint" must be a URL of http or https without a user, got "collector:4317"; OTLP over gRPC is written http://… too',
        '"telemetry.sampleRatio" must be a number from 0 to 1, got 2',
        '"telemetry.serviceName" must be a word without "," and "=", got "a=b"',
      ].join('\n  - '),
    ),
  );
});

test('the Service and the container can keep the names that a team has', () => {
  const objects = app({ name: 'llmops-app', serviceName: 'llmops-service', containerName: 'llmops-container' });
  expect(find(objects, 'Service', 'llmops-service')).toBeDefined();
  expect(JSON.stringify(find(objects, 'Deployment', 'llmops-app')?.spec)).toContain('"name":"llmops-container"');
});
