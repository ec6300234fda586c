import * as door from '../../../lib';
import { initContainer, secret, sharedDirectory, sidecarContainer } from '../full-containers';
import * as mock from '../full-mock';
import { modelDownload, modelHub } from '../full-props';
import * as full from '../full-web-app';
import { neighbours } from '../plan/web-app';
import { reaches, rows } from '../reach';
import { synth } from '../synth';

const { AppAuth, AppPreset, Autoscaling, EnvSource, Exposure, SecretRef } = door;
const { image, llm, embeddings, database } = full.llmWebApp;
const writeApp = (props: door.LlmWebAppProps) => synth((chart) => new door.LlmWebApp(chart, 'web', props));
const own = (props: door.LlmWebAppProps) => writeApp({ image, services: neighbours, auth: AppAuth.none(), ...props });
const from = (secretRef: door.SecretRef) => own({ envFrom: [EnvSource.secret(secretRef)] });

const serve = (props: door.MockLlmProps) => synth((chart) => new door.MockLlm(chart, 'llm', props));
const answers = (answer: door.MockAnswer) => serve({ fixtures: [{ answer }] });
const fault = door.MockFault.end();
const recording = { request: 'a', status: 200, contentType: 'b', body: 'c' };

const extra = { name: 'extra', image: 'acme.io/extra:1' };
const { Gpu, GpuInference, Model, ModelCache } = door;
const served = (cache: door.ModelCache) =>
  synth((chart) => new GpuInference(chart, 'llm', { model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.l4(), cache }));

const { ports, healthCheck, ingress } = sidecarContainer;

const structs = {
  MockFixture: rows<door.MockFixture>(
    mock.mockFixture,
    { answer: door.MockAnswer.text('') },
    (one) => serve({ fixtures: [one] }),
    {
      answer: [
        { when: mock.mockRequest, answer: door.MockAnswer.text('') },
        { when: mock.mockRequest, answer: mock.mockFixture.answer },
      ],
    },
  ),
  MockRequest: rows<door.MockRequest>(mock.mockRequest, {}, (when) =>
    serve({ fixtures: [{ when, answer: door.MockAnswer.text('') }] }),
  ),
  MockToolCall: rows<door.MockToolCall>({ ...mock.mockToolCall, arguments: { a: 1 } }, { name: 'f' }, (call) =>
    answers(door.MockAnswer.toolCalls([call])),
  ),
  MockError: rows<door.MockError>(mock.mockError, { status: 500 }, (error) => answers(door.MockAnswer.error(error))),
  MockLatency: rows<door.MockLatency>(mock.mockLatency, {}, (latency) => serve({ latency })),
  MockFaultRate: rows<door.MockFaultRate>(mock.mockFaultRate, { fault, rate: 0 }, (one) => serve({ faults: [one] })),
  MockRecording: rows<door.MockRecording>(mock.mockRecording, recording, (one) => serve({ recordings: [one] })),
  SidecarContainer: rows<door.SidecarContainer>(sidecarContainer, extra, (one) => own({ sidecars: [one] }), {
    healthCheck: [
      { ...extra, ports },
      { ...extra, ports, healthCheck },
    ],
    ingress: [
      { ...extra, ports },
      { ...extra, ports, ingress },
    ],
  }),
  InitContainer: rows<door.InitContainer>(initContainer, extra, (one) => own({ initContainers: [one] })),
  SharedDirectory: rows<door.SharedDirectory>(sharedDirectory, { path: '/shared' }, (one) =>
    own({ sidecars: [{ ...extra, shared: [one] }] }),
  ),
  ServiceConnection: rows<door.ServiceConnection>(full.serviceConnection, { name: 'stock', port: 80 }, (one) =>
    own({ services: [one] }),
  ),
  TelemetryProps: rows<door.TelemetryProps>(full.telemetry, { endpoint: 'http://otel:4318' }, (telemetry) =>
    own({ telemetry }),
  ),
  MonitoringProps: rows<door.MonitoringProps>(full.monitoring, {}, (monitoring) => own({ monitoring })),
  HpaProps: rows<door.HpaProps>(
    full.hpa,
    { maxReplicas: 5, cpuUtilization: 50 },
    (props) => own({ autoscaling: Autoscaling.hpa(props) }),
    {
      requestsPerSecondMetric: [
        { maxReplicas: 5, requestsPerSecond: 5 },
        { maxReplicas: 5, requestsPerSecond: 5, requestsPerSecondMetric: 'questions' },
      ],
    },
  ),
  KedaProps: rows<door.KedaProps>(
    full.keda,
    { maxReplicas: 5, triggers: [{ type: 'rabbitmq', metadata: {} }] },
    (props) => own({ autoscaling: Autoscaling.keda(props) }),
  ),
  KedaTrigger: rows<door.KedaTrigger>(full.kedaTrigger, { type: 'rabbitmq', metadata: {} }, (trigger) =>
    own({ autoscaling: Autoscaling.keda({ maxReplicas: 5, triggers: [trigger] }) }),
  ),
  LoadBalancerOptions: rows<door.LoadBalancerOptions>(full.loadBalancer, {}, (options) =>
    own({ exposure: Exposure.loadBalancer(options) }),
  ),
  IngressOptions: rows<door.IngressOptions>(full.ingress, { host: 'a.io' }, (options) =>
    own({ exposure: Exposure.ingress(options), llm }),
  ),
  GatewayOptions: rows<door.GatewayOptions>(
    full.gateway,
    { host: 'a.io', gateway: 'g' },
    (options) => own({ exposure: Exposure.gateway(options) }),
    {
      redirectListener: [
        { host: 'a.io', gateway: 'g', listener: 'b' },
        { host: 'a.io', gateway: 'g', listener: 'b', redirectListener: 'a' },
      ],
    },
  ),
  OAuth2ProxyOptions: rows<door.OAuth2ProxyOptions>(
    full.oauth2Proxy,
    {
      provider: door.OAuth2Provider.google(),
      credentials: { ...secret, name: 'team-login' },
      emailDomains: ['*'],
    },
    (options) => own({ auth: AppAuth.oauth2Proxy(options) }),
  ),
  ModelHubOptions: rows<door.ModelHubOptions>(modelHub, {}, (options) => served(ModelCache.none(options))),
  ModelDownloadOptions: rows<door.ModelDownloadOptions>(modelDownload, {}, (options) =>
    served(ModelCache.download(options)),
  ),
  BasicAuthKeys: rows<door.BasicAuthKeys>(full.basicAuthKeys, {}, (keys) =>
    writeApp({ llm, embeddings, database, auth: AppAuth.basic(secret, keys) }),
  ),
  ExternalSecretProps: rows<door.ExternalSecretProps>(
    full.externalSecret,
    { store: 'aws', keys: { A: { key: 'a' } } },
    (props) => from(SecretRef.external(props)),
  ),
  ExternalSecretKey: rows<door.ExternalSecretKey>(full.externalSecretKey, { key: 'a' }, (key) =>
    from(SecretRef.external({ store: 'aws', keys: { A: key } })),
  ),
  GeneratedSecretProps: rows<door.GeneratedSecretProps>(full.generatedSecret, { keys: ['A'] }, (props) =>
    from(SecretRef.generated(props)),
  ),
};

describe.each(Object.entries(structs))('%s', (_, props) => {
  test.each(props)('"%s" reaches the manifests', reaches);
});

const { name, ...preset } = full.appPreset;

test.each(
  rows<door.AppPresetProps>(preset, { name }, (props) =>
    own({ llm, embeddings, database, preset: AppPreset.of(props), exposure: Exposure.gateway(full.gateway) }),
  ),
)('AppPresetProps: "%s" reaches the manifests', reaches);

test('AppPresetProps: "name" is there for messages', () => {
  const several = () => own({ preset: AppPreset.of({ name, stateful: true }), replicas: 2 });
  expect(several).toThrow('"replicas" must be 0 or 1, got 2; Shop keeps its state in one pod');
});
