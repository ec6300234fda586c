import { Duration } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { planMockLlm } from '../../../lib/plan/mock-llm';
import type { MockLlmProps } from '../../../lib/props/mock-llm-props';
import { programOf, refusal, secretNamed, siteOf, verdict } from './site';

const site = siteOf('MockLlm');
const planOf = (props: MockLlmProps = {}, checksum?: string) =>
  planMockLlm(site, props, programOf('mock-llm', checksum));

test('by default one pod of the stock image serves a chat model and an embedding model', () => {
  const plan = planOf();
  const { image, command, env, ports, mounts } = plan.deployment.pod.containers[0]!;
  expect({ image, command, env, ports, mounts }).toEqual({
    image: 'node:22-bookworm-slim',
    command: ['node', '/app/mock-llm.js'],
    env: [
      { name: 'MOCK_LLM_CONFIG', value: '/etc/mock-llm/config.json' },
      { name: 'PORT', value: '8000' },
    ],
    ports: [{ name: 'http', port: 8000 }],
    mounts: [
      { volume: 'app', path: '/app', readOnly: true },
      { volume: 'config', path: '/etc/mock-llm', readOnly: true },
    ],
  });
  expect(JSON.parse(plan.config.data['config.json']!)).toEqual({
    models: ['mock-llm'],
    embedding: { model: 'mock-embedding', dimensions: 384 },
  });
  expect(plan.deployment).toMatchObject({ replicas: 1, rolling: { surge: 1, unavailable: 0 } });
});

test('its configuration follows the props', () => {
  const plan = planOf({ servedModelName: 'qwen', embeddingModelName: 'bge', embeddingDimensions: 8, replicas: 0 });
  expect(plan).toMatchObject({ servedModelName: 'qwen', embeddingModelName: 'bge', embeddingDimensions: 8 });
  expect(plan.config.data['config.json']).toBe(
    '{\n  "models": [\n    "qwen"\n  ],\n  "embedding": {\n    "model": "bge",\n    "dimensions": 8\n  }\n}\n',
  );
  expect(plan.deployment.replicas).toBe(0);
});

test('its key is read from the Secret', () => {
  const { env } = planOf({ apiKey: { secret: secretNamed('keys'), key: 'mock' } }).deployment.pod.containers[0]!;
  expect(env.at(-1)).toEqual({ name: 'API_KEY', secret: 'keys', key: 'mock' });
});

test('program and configuration roll the pods, each by a checksum of its own', () => {
  const sums = (props: MockLlmProps, checksum?: string) => planOf(props, checksum).deployment.pod.annotations;
  const [plain, program, config] = [sums({}), sums({}, 'decaf'), sums({ servedModelName: 'qwen' })];
  expect(Object.keys(plain)).toEqual(['checksum/mock-llm', 'checksum/config']);
  expect(program).toEqual({ ...plain, 'checksum/mock-llm': 'decaf' });
  expect(config).toEqual({ ...plain, 'checksum/config': config['checksum/config'] });
  expect(config).not.toEqual(plain);
});

const drains = test.each<[Duration | undefined, number]>;

drains([
  [undefined, 40],
  [Duration.seconds(1), 11],
  [Duration.minutes(2), 130],
])('a drain of %s ends within the grace of the pod', (drain, graceSeconds) => {
  expect(planOf({ drain }).deployment.pod).toMatchObject({ graceSeconds, containers: [{ preStopSeconds: 5 }] });
});

const long = (length: number) => 'n'.repeat(length);
const wholeNumber = (prop: string, low: number, high: number, given: unknown) =>
  `"${prop}" must be a whole number from ${low} to ${high}, got ${given}`;
const wrongName = (prop: string, given: string) =>
  `"${prop}" must be letters, digits and "._/:@-", no "-" first, got "${given}"`;
const rules = test.each<[string, MockLlmProps, ...string[]]>;

rules([
  ['a vector of one number', { embeddingDimensions: 1 }],
  ['a vector as long as pgvector takes', { embeddingDimensions: 16_000 }],
  ['no vector', { embeddingDimensions: 0 }, wholeNumber('embeddingDimensions', 1, 16_000, 0)],
  ['a vector too long', { embeddingDimensions: 16_001 }, wholeNumber('embeddingDimensions', 1, 16_000, 16_001)],
  ['a fraction of a vector', { embeddingDimensions: 1.5 }, wholeNumber('embeddingDimensions', 1, 16_000, 1.5)],
  ['a hundred replicas', { replicas: 100 }],
  ['one more', { replicas: 101 }, wholeNumber('replicas', 0, 100, 101)],
  ['fewer than none', { replicas: -1 }, wholeNumber('replicas', 0, 100, -1)],
  ['a model without a name', { servedModelName: '' }, wrongName('servedModelName', '')],
  ['an embedding model with a space', { embeddingModelName: 'a b' }, wrongName('embeddingModelName', 'a b')],
  [
    'one name for both models',
    { servedModelName: 'qwen', embeddingModelName: 'qwen' },
    '"embeddingModelName" must be another name than "servedModelName", got "qwen"',
  ],
  [
    'a drain of half a second',
    { drain: Duration.millis(500) },
    '"drain" must be whole seconds, from 1 to 86400, got "0.5 s"',
  ],
  ['the longest name', { name: long(56) }],
  [
    'a name that its ConfigMap would carry too far',
    { name: long(57) },
    `"name" must be 1 to 56 lower-case letters, digits and "-", beginning with a letter, got "${long(57)}"`,
  ],
  [
    'much at once',
    { name: 'A', replicas: 0.5, priorityClassName: 'A', resources: { cpu: { request: Cpu.millis(0) } } },
    '"name" must be 1 to 56 lower-case letters, digits and "-", beginning with a letter, got "A"',
    wholeNumber('replicas', 0, 100, 0.5),
    '"resources.cpu" must be whole and above 0 (mebibytes, or thousandths of a core)',
    '"priorityClassName" must be the name of a PriorityClass, got "A"',
  ],
])('MockLlm: %s', (_, props, ...violations) => {
  expect(verdict(() => planOf(props))).toBe(refusal('MockLlm', violations));
});

test('the image of all programs is checked where it is used, and comes from the mirror', () => {
  const plan = (nodeImage: string) =>
    planMockLlm(siteOf('MockLlm', {}, { nodeImage, registryMirror: 'mirror.acme.io' }), {}, programOf('mock-llm'));
  expect(plan('node:24').deployment.pod.containers[0]?.image).toBe('mirror.acme.io/library/node:24');
  const unpinned =
    '"nodeImage" must be an image with a version tag or a digest, got "node"; nobody knows what "latest" ran';
  expect(verdict(() => plan('node'))).toBe(refusal('MockLlm', [unpinned]));
});
