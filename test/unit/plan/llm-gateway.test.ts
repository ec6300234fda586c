import { App, Duration, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import { ExternalLlm, LlmChart, LlmGateway, type LlmGatewayProps, LlmProvider, LlmWebApp, MockLlm } from '../../../lib';
import { refusal, verdict } from './site';

const chartOf = () => new LlmChart(new App(), 'chatbot', { createNamespace: false });
const scope = new LlmChart(new App(), 'chatbot', { createNamespace: false });
const keyOf = (name: string) => ({ secret: Secret.fromSecretName(scope, `secret ${name}`, name), key: 'key' });
const apiKey = keyOf('team');
const first = new MockLlm(scope, 'first', { apiKey: keyOf('first'), drain: Duration.seconds(40) });
const second = new MockLlm(scope, 'second', { servedModelName: 'small' });
const groq = (proxyUrl?: string, id = `groq ${proxyUrl}`) =>
  new ExternalLlm(scope, id, {
    provider: LlmProvider.groq(),
    model: 'llama',
    apiKey: keyOf(id.replace(/\W/g, '-')),
    proxyUrl,
  });

function synth(props: Partial<LlmGatewayProps> = {}): any[] {
  const chart = chartOf();
  new LlmGateway(chart, 'app', { backends: [first, second], apiKey, ...props });
  return Testing.synth(chart);
}

const find = (objects: any[], kind: string, name = 'chatbot-app') =>
  objects.find((one) => one.kind === kind && one.metadata.name === name);
const containerOf = (objects: any[]) => find(objects, 'Deployment').spec.template.spec.containers[0];

test('LiteLLM serves the first under the name of all, and falls back on the others in their order', () => {
  const config = find(synth({ backends: [first, second, groq()] }), 'ConfigMap', 'chatbot-app-config');
  expect(JSON.parse(config.data['config.yaml'])).toEqual({
    model_list: [
      {
        model_name: 'mock-llm',
        litellm_params: {
          model: 'openai/mock-llm',
          api_base: 'http://chatbot-first.chatbot.svc:8000/v1',
          api_key: 'os.environ/BACKEND_0_API_KEY',
          timeout: 40,
          max_retries: 0,
        },
      },
      {
        model_name: 'mock-llm-fallback-1',
        litellm_params: {
          model: 'openai/small',
          api_base: 'http://chatbot-second.chatbot.svc:8000/v1',
          api_key: 'EMPTY',
          timeout: 30,
          max_retries: 0,
        },
      },
      {
        model_name: 'mock-llm-fallback-2',
        litellm_params: {
          model: 'openai/llama',
          api_base: 'https://api.groq.com/openai/v1',
          api_key: 'os.environ/BACKEND_2_API_KEY',
          timeout: 120,
          max_retries: 0,
        },
      },
    ],
    router_settings: {
      fallbacks: [{ 'mock-llm': ['mock-llm-fallback-1', 'mock-llm-fallback-2'] }],
      num_retries: 0,
      allowed_fails: 2,
      cooldown_time: 30,
    },
    litellm_settings: { telemetry: false },
    general_settings: { master_key: 'os.environ/GATEWAY_API_KEY' },
  });
});

test('keys stay in variables, and nothing is fetched or kept', () => {
  const { env, command, args, volumeMounts } = containerOf(synth());
  const secret = (name: string, from: string) => ({ name, valueFrom: { secretKeyRef: { name: from, key: 'key' } } });
  expect(env).toEqual([
    { name: 'HOME', value: '/tmp' },
    { name: 'LITELLM_LOCAL_MODEL_COST_MAP', value: 'True' },
    { name: 'DISABLE_ADMIN_UI', value: 'True' },
    { name: 'NO_DOCS', value: 'True' },
    secret('BACKEND_0_API_KEY', 'first'),
    secret('GATEWAY_API_KEY', 'team'),
  ]);
  expect([command, args]).toEqual([
    ['litellm'],
    ['--config', '/etc/litellm/config.yaml', '--host', '0.0.0.0', '--port', '8000'],
  ]);
  expect(volumeMounts).toEqual([
    { name: 'config', mountPath: '/etc/litellm', readOnly: true },
    { name: 'tmp', mountPath: '/tmp' },
  ]);
});

test('its pods run as nobody, two of them, and end when the slowest way through is over', () => {
  const { replicas, template } = find(synth(), 'Deployment').spec;
  const { securityContext, terminationGracePeriodSeconds } = template.spec;
  expect([replicas, securityContext.runAsUser, terminationGracePeriodSeconds]).toEqual([2, 65_534, 80]);
  expect(find(synth(), 'PodDisruptionBudget').spec.maxUnavailable).toBe(1);
});

test('another order rolls the pods', () => {
  const sum = (...backends: LlmGatewayProps['backends']) =>
    find(synth({ backends }), 'Deployment').spec.template.metadata.annotations['checksum/config'];
  expect(sum(first, second)).toMatch(/^[0-9a-f]{16}$/);
  expect(sum(second, first)).not.toBe(sum(first, second));
});

test('it may reach each of its LLMs, and those of these manifests let it in', () => {
  const policies = synth({ backends: [first, second, groq('http://squid.egress.svc:3128')] }).filter(
    ({ kind }) => kind === 'NetworkPolicy',
  );
  expect(policies.map(({ metadata }) => metadata.name)).toEqual([
    'chatbot-app',
    'chatbot-app-to-chatbot-first-8000',
    'chatbot-app-to-chatbot-second-8000',
  ]);
  expect(policies[0].spec.egress.slice(1).map(({ ports }: any) => ports[0].port)).toEqual([8000, 8000, 3128]);
});

test('an LLM behind a proxy is asked through it', () => {
  const proxyUrl = 'http://squid.egress.svc:3129';
  expect(containerOf(synth({ backends: [first, groq(proxyUrl)] })).env).toContainEqual({
    name: 'HTTPS_PROXY',
    value: proxyUrl,
  });
});

test('without a key of the caller’s, a Job makes one, which apps then send', () => {
  const chart = chartOf();
  const gateway = new LlmGateway(chart, 'gateway', { backends: [first, second], servedModelName: 'chat' });
  new LlmWebApp(chart, 'app', { image: 'ghcr.io/acme/app:1', llm: gateway });
  const objects = Testing.synth(chart);
  expect(find(objects, 'Secret', 'chatbot-gateway-key')).not.toHaveProperty('data');
  const job = objects.find(({ kind }) => kind === 'Job').spec.template.spec.containers[0];
  expect(job.env).toEqual([
    { name: 'SECRET_NAME', value: 'chatbot-gateway-key' },
    { name: 'SECRET_KEYS', value: 'key' },
  ]);
  expect(containerOf(objects).env.slice(0, 3)).toEqual([
    { name: 'OPENAI_BASE_URL', value: 'http://chatbot-gateway.chatbot.svc:8000/v1' },
    { name: 'OPENAI_API_KEY', valueFrom: { secretKeyRef: { name: 'chatbot-gateway-key', key: 'key' } } },
    { name: 'LLM_MODEL', value: 'chat' },
  ]);
  expect(find(objects, 'Deployment').spec.template.spec.terminationGracePeriodSeconds).toBe(80);
});

const embedder = new ExternalLlm(scope, 'embedder', {
  provider: LlmProvider.of({ baseUrl: 'https://api.acme.io/v1', requiresKey: false }),
  embeddingModel: 'bge',
  embeddingDimensions: 1024,
});
const elsewhere = new LlmChart(new App(), 'elsewhere', { createNamespace: false });
const far = new MockLlm(elsewhere, 'far', { apiKey: keyOf('far') });
const rules = test.each<[string, Partial<LlmGatewayProps>, ...string[]]>;

rules([
  ['one that is enough for a while', { replicas: 1 }],
  ['one LLM', { backends: [first] }, '"backends" must be at least two LLMs: one to ask and one to fall back on, got 1'],
  [
    'one LLM twice',
    { backends: [first, second, first] },
    '"backends" holds mock-llm at http://chatbot-first.chatbot.svc:8000/v1 twice: it cannot fall back on itself',
  ],
  [
    'a server that embeds',
    { backends: [first, embedder] },
    '"backends[1]" embeds and generates no text: pass it as "embeddings", and a generating server as "llm"',
  ],
  [
    'a key of another namespace',
    { backends: [first, far] },
    '"backends[1]" lives in the namespace "elsewhere", and its key\'s Secret cannot be read from "chatbot"',
  ],
  [
    'two proxies',
    { backends: [groq('http://a.egress.svc:1'), groq('http://b.egress.svc:1')] },
    '"backends[1]" is reached through another proxy than "backends[0]": a container has one HTTPS_PROXY',
    '"backends" holds llama at https://api.groq.com/openai/v1 twice: it cannot fall back on itself',
  ],
  [
    'a name with a space, too many pods, an image that is not pinned',
    { servedModelName: 'a b', replicas: 101, image: 'ghcr.io/berriai/litellm:latest' },
    '"replicas" must be a whole number from 0 to 100, got 101',
    '"servedModelName" must be letters, digits and "._/:@-", no "-" first, got "a b"',
    '"image" must be an image with a version tag or a digest, got "ghcr.io/berriai/litellm:latest"; nobody knows what "latest" ran',
  ],
])('%s', (_, props, ...violations) => {
  const problems = verdict(() => synth(props))
    .split('\n')
    .sort();
  expect(problems).toEqual(refusal('LlmGateway', violations).split('\n').sort());
});
