import { Duration } from 'cdk8s';
import { scaledObject } from '../../../lib/manifest/autoscaling';
import { planEmbeddingInference } from '../../../lib/plan/embedding-inference';
import type { GpuInferenceProps } from '../../../lib/props/gpu-inference-props';
import { Autoscaling } from '../../../lib/values/autoscaling';
import { Engine } from '../../../lib/values/engine';
import { DemandSignal } from '../../../lib/values/demand-signal';
import type { InferenceScalingProps } from '../../../lib/values/inference-scaling-props';
import type { KedaTrigger } from '../../../lib/values/keda-trigger';
import { Model } from '../../../lib/values/model';
import { cache, onCpu, planOf, scaledBy } from './gpu-server';
import { programOf, refusal, siteOf, verdict } from './site';

const series = 'namespace="chatbot",pod=~"chatbot-app-[a-z0-9]+-[a-z0-9]+",model_name="Qwen/Qwen3-8B"';
const prometheus = (query: string, threshold: string, ignoreNullValues = 'false') => ({
  type: 'prometheus',
  metadata: {
    serverAddress: 'http://prometheus-operated.monitoring.svc:9090',
    query,
    threshold,
    activationThreshold: '0',
    ignoreNullValues,
  },
});
const triggersOf = (scaling: Partial<InferenceScalingProps>, props: Partial<GpuInferenceProps> = {}) =>
  scaledBy(scaling, props).scaledObject!.triggers;

test('the queue and the KV cache of this server decide, by the name under which the engine counts them', () => {
  const plan = scaledBy({});
  expect(plan.scaledObject).toMatchObject({ min: 1, max: 4, pollingSeconds: 15, meta: { name: 'chatbot-app' } });
  expect(plan.scaledObject!.triggers).toEqual([
    prometheus(`sum(vllm:num_requests_waiting{${series}})`, '5'),
    prometheus(`sum(vllm:kv_cache_usage_perc{${series}})`, '0.6'),
  ]);
});

test('the served name, the thresholds and Prometheus can be others', () => {
  const [queue, cache] = triggersOf(
    {
      waitingRequests: 12,
      kvCachePercent: 75,
      prometheusUrl: 'https://thanos.acme.io/api',
      authentication: 'login',
    },
    { servedModelName: 'qwen' },
  );
  expect(queue).toMatchObject({ authentication: 'login', metadata: { serverAddress: 'https://thanos.acme.io/api' } });
  expect(queue!.metadata['query']).toContain('model_name="qwen"');
  expect([queue, cache].map((trigger) => trigger!.metadata['threshold'])).toEqual(['12', '0.75']);
  expect(triggersOf({}, { monitoring: { namespace: 'obs' } })[0]!.metadata['serverAddress']).toBe(
    'http://prometheus-operated.obs.svc:9090',
  );
});

test('an older engine is asked by its own names', () => {
  const [, cache] = triggersOf({}, { image: 'vllm/vllm-openai:v0.9.1', maxModelLen: 4096 });
  expect(cache!.metadata['query']).toBe(`sum(vllm:gpu_cache_usage_perc{${series}})`);
});

test('what goes down waits as long as what comes up may take, and goes one by one', () => {
  const { scaledObject: plan } = scaledBy({}, { startupTimeout: Duration.minutes(20) });
  expect(plan).toMatchObject({ cooldownSeconds: 1500, stabilizationSeconds: 1500 });
  expect(scaledBy({ cooldown: Duration.hours(2) }).scaledObject).toMatchObject({
    cooldownSeconds: 7200,
    stabilizationSeconds: 3600,
  });
  expect(scaledObject(plan!).body.spec).toMatchObject({
    cooldownPeriod: 1500,
    advanced: {
      horizontalPodAutoscalerConfig: {
        behavior: {
          scaleDown: { stabilizationWindowSeconds: 1500, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
        },
      },
    },
  });
});

test('another engine is asked by what it has: llama.cpp says nothing of its cache and names no model', () => {
  const pods = 'namespace="chatbot",pod=~"chatbot-app-[a-z0-9]+-[a-z0-9]+"';
  expect(triggersOf({}, onCpu)).toEqual([prometheus(`sum(llamacpp:requests_deferred{${pods}})`, '5')]);
  const sglang = triggersOf({}, { engine: Engine.sglang() }).map(({ metadata }) => metadata['query']);
  const silent = triggersOf({}, { engine: Engine.sglang() }).map(({ metadata }) => metadata['ignoreNullValues']);
  expect(silent).toEqual(['true', 'true']); // it shows nothing until it is asked
  expect(sglang).toEqual([`sum(sglang:num_queue_reqs{${series}})`, `sum(sglang:token_usage{${series}})`]);
});

test('an embedding server of another engine is scaled by its queue, too', () => {
  const props = { model: Model.named('BAAI/bge-m3'), engine: Engine.textEmbeddings(), cache, monitoring: {} };
  const scaled = (scaling: Partial<InferenceScalingProps>) => () =>
    planEmbeddingInference(
      siteOf('EmbeddingInference'),
      { ...props, autoscaling: Autoscaling.inference({ maxReplicas: 4, ...scaling }) },
      () => programOf('download-model'),
    );
  const pods = 'namespace="chatbot",pod=~"chatbot-app-[a-z0-9]+-[a-z0-9]+"';
  expect(scaled({})().scaledObject!.triggers).toEqual([prometheus(`sum(te_queue_size{${pods}})`, '5', 'true')]);
  const none = '"autoscaling.kvCachePercent" must be left out: Text Embeddings Inference says nothing of a KV cache';
  expect(verdict(scaled({ kvCachePercent: 75 }))).toBe(refusal('EmbeddingInference', [none]));
  const asleep = (query: string) => scaled({ minReplicas: 0, demand: [DemandSignal.query(query, 5)] });
  expect(verdict(asleep('sum(rate(update_total[1m]))'))).toBe(refusal('EmbeddingInference', []));
  expect(verdict(asleep('sum(te_request_count)'))).toContain('reads te_…, a metric of the pods themselves');
});

const cron = { timezone: 'Europe/Berlin', start: '0 8 * * 1-5', end: '0 18 * * 1-5' };
const questions = (app: string, namespace = 'chatbot') =>
  `sum(rate(chat_app_questions_total{namespace="${namespace}",pod=~"${app}-[a-z0-9]+-[a-z0-9]+"}[2m]))`;
const rabbit = { type: 'rabbitmq', metadata: { queueName: 'asked' } };
const signals = test.each<[string, DemandSignal, KedaTrigger]>;

signals([
  ['questions', DemandSignal.questions('chatbot-web'), prometheus(questions('chatbot-web'), '1000', 'true')],
  ['questions elsewhere', DemandSignal.questions('web', 'shop'), prometheus(questions('web', 'shop'), '1000', 'true')],
  ['a query', DemandSignal.query('sum(rate(asked[1m]))', 2.5), prometheus('sum(rate(asked[1m]))', '2.5', 'true')],
  ['hours', DemandSignal.schedule(cron), { type: 'cron', metadata: { ...cron, desiredReplicas: '1' } }],
  [
    'hours of many',
    DemandSignal.schedule({ ...cron, replicas: 3 }),
    { type: 'cron', metadata: { ...cron, desiredReplicas: '3' } },
  ],
  ['any trigger', DemandSignal.trigger(rabbit), rabbit],
])('a server at zero is woken by %s; its own silence is none', (_, signal, trigger) => {
  const [queue, cache, ...others] = triggersOf({ minReplicas: 0, demand: [signal] });
  expect(others).toEqual([trigger]);
  expect([queue, cache].map((own) => own!.metadata['ignoreNullValues'])).toEqual(['true', 'true']);
});

const WHOLE = 'must be a whole number from';
const load = (what: string) =>
  `"autoscaling" must not follow the ${what}: it says nothing about the load of a GPU server; Autoscaling.inference follows its queue and its KV cache`;
const asleep =
  '"autoscaling.minReplicas" is 0 and every trigger reads the pods themselves: without a pod none can wake it; add a trigger from outside the pods, such as the metric of the web app or cron';
const inside =
  '"autoscaling.demand[0]" reads vllm:…, a metric of the pods themselves, which are to be woken; the queue counts already';
const given = (allowed: string, value: string) => `"autoscaling.demand[0]" must be ${allowed}, got ${value}`;
const keda =
  (minReplicas: number, ...triggers: KedaTrigger[]) =>
  () =>
    planOf({ autoscaling: Autoscaling.keda({ minReplicas, maxReplicas: 3, triggers }) });
const own = prometheus('sum(vllm:num_requests_waiting)', '5');
const demand =
  (...signs: DemandSignal[]) =>
  () =>
    scaledBy({ demand: signs });
const rules = test.each<[string, () => unknown, ...string[]]>;

rules([
  [
    'zero with nothing to wake it',
    () => scaledBy({ minReplicas: 0 }),
    '"autoscaling.minReplicas" is 0 and "autoscaling.demand" is missing: without a pod nothing says that requests wait; add a signal from outside, such as DemandSignal.questions("chatbot-web") or DemandSignal.schedule(…)',
  ],
  ['zero with hours', () => scaledBy({ minReplicas: 0, demand: [DemandSignal.schedule(cron)] })],
  [
    'no scraper',
    () => scaledBy({}, { monitoring: undefined }),
    '"autoscaling" reads the metrics of the pods and "monitoring" is missing: nothing scrapes them, and their NetworkPolicy would let nothing in; set "monitoring"',
  ],
  [
    'a number of pods beside the autoscaler',
    () => scaledBy({}, { replicas: 2 }),
    '"replicas" must be left out with "autoscaling": the autoscaler owns the number, and an apply would reset it',
  ],
  [
    'bounds and thresholds that are none',
    () => scaledBy({ minReplicas: 5, waitingRequests: 0, kvCachePercent: 101, pollingSeconds: 0 }),
    `"autoscaling.waitingRequests" ${WHOLE} 1 to 10000, got 0; per pod`,
    `"autoscaling.kvCachePercent" ${WHOLE} 1 to 100, got 101`,
    '"autoscaling.minReplicas" is 5 and "autoscaling.maxReplicas" 4: swap them',
    `"autoscaling.pollingSeconds" ${WHOLE} 1 to 3600, got 0`,
  ],
  ['a KV cache of SGLang', () => scaledBy({ kvCachePercent: 75 }, { engine: Engine.sglang() })],
  [
    'a KV cache of an engine that says nothing of it',
    () => scaledBy({ kvCachePercent: 75 }, onCpu),
    '"autoscaling.kvCachePercent" must be left out: llama.cpp says nothing of a KV cache',
  ],
  ['a queue of llama.cpp', () => scaledBy({ waitingRequests: 2 }, onCpu)],
  [
    'a Prometheus without scheme',
    () => scaledBy({ prometheusUrl: 'prometheus:9090' }),
    '"autoscaling.prometheusUrl" must be a URL such as "http://prometheus-operated.monitoring.svc:9090", got "prometheus:9090"',
  ],
  [
    'no time to be quiet',
    () => scaledBy({ cooldown: Duration.seconds(0) }),
    '"autoscaling.cooldown" must be whole seconds, from 1 to 86400, got "0 s"',
  ],
  ['a short time beside other pods', () => scaledBy({ cooldown: Duration.seconds(30) })],
  [
    'a shorter time than a start takes, to zero',
    () => scaledBy({ minReplicas: 0, demand: [DemandSignal.schedule(cron)], cooldown: Duration.seconds(30) }),
    '"autoscaling.cooldown" is 30 s and a start is planned at 316 s: a pod that was woken would be sent away before its first answer',
  ],
  ['an HPA on requests', () => planOf({ autoscaling: Autoscaling.hpa({ maxReplicas: 3, requestsPerSecond: 5 }) })],
  [
    'an HPA on CPU',
    () => planOf({ autoscaling: Autoscaling.hpa({ maxReplicas: 3, cpuUtilization: 70 }) }),
    load('CPU'),
  ],
  [
    'an HPA on memory',
    () => planOf({ autoscaling: Autoscaling.hpa({ maxReplicas: 3, memoryUtilization: 70 }) }),
    load('memory'),
  ],
  [
    'an HPA on CPU of a server that has no GPU',
    () => planOf({ ...onCpu, autoscaling: Autoscaling.hpa({ maxReplicas: 3, cpuUtilization: 70 }) }),
  ],
  ['KEDA on CPU', keda(1, { type: 'cpu', metadata: { value: '60' } }), load('CPU')],
  ['KEDA on the queue', keda(1, own)],
  ['KEDA to zero on the queue', keda(0, own), asleep],
  ['KEDA to zero on the queue and on something outside', keda(0, own, rabbit)],
  ['a query of nothing', demand(DemandSignal.query(' ', 1)), given('a query', '" "')],
  ['a query with a bracket in its quotes', demand(DemandSignal.query(`sum(a{b="\\"c)",d='}',e=\`\\\`}[5m]) # (`, 1))],
  ...['sum(foo{a="b\\"c"}', 'sum(a', 'sum(a))', 'sum(a{b="c)', '(a]', 'a}', 'sum(a{b="c\\"})'].map(
    (query): [string, () => unknown, string] => [
      `a query with something open, ${query}`,
      demand(DemandSignal.query(query, 1)),
      given('a query whose brackets and quotes are closed', JSON.stringify(query)),
    ],
  ),
  ['a query for no pods', demand(DemandSignal.query('a', 0)), given('an amount above 0 per pod', '0')],
  ['a query of the pods themselves', demand(DemandSignal.query('sum(vllm:num_requests_running)', 5)), inside],
  ['questions of nobody', demand(DemandSignal.questions('A')), given('questions of an app by its app', '"A"')],
  ['questions nowhere', demand(DemandSignal.questions('a', 'B')), given('questions of an app by its namespace', '"B"')],
  [
    'hours nowhere',
    demand(DemandSignal.schedule({ ...cron, timezone: 'a b' })),
    `"autoscaling.demand[0].timezone" must be a time zone such as "Europe/Berlin" or "UTC", got "a b"`,
  ],
  [
    'hours of four fields',
    demand(DemandSignal.schedule({ ...cron, end: '0 8 * *' })),
    '"autoscaling.demand[0].end" must be five fields such as "0 8 * * MON-FRI": minute, hour, day, month, day of the ' +
      'week (0 to 6), got "0 8 * *"',
  ],
  [
    'hours that end at once',
    demand(DemandSignal.schedule({ ...cron, end: cron.start })),
    '"autoscaling.demand[0].end" must be another time than "start"',
  ],
  [
    'hours for nobody',
    demand(DemandSignal.schedule({ ...cron, replicas: 0 })),
    `"autoscaling.demand[0].replicas" ${WHOLE} 1 to 4, got 0`,
  ],
  ['hours for as many as there may be', demand(DemandSignal.schedule({ ...cron, replicas: 4 }))],
  [
    'hours for more than there may be, behind another sign',
    demand(DemandSignal.trigger(rabbit), DemandSignal.schedule({ ...cron, replicas: 5 })),
    `"autoscaling.demand[1].replicas" ${WHOLE} 1 to 4, got 5; "autoscaling.maxReplicas" would cut it`,
  ],
  [
    'a trigger of KEDA whose parts are none',
    demand(DemandSignal.trigger({ type: 'Rabbit', metadata: {}, authentication: 'A B' })),
    '"autoscaling.demand[0].type" must be a scaler of KEDA such as "prometheus", got "Rabbit"',
    '"autoscaling.demand[0].authentication" must be the name of a TriggerAuthentication, got "A B"',
  ],
  [
    'hours whose start is none, as JavaScript has them',
    demand(DemandSignal.schedule({ ...cron, start: 8 as never })),
    '"autoscaling.demand[0].start" must be a string, got 8',
  ],
])('GpuInference: %s', (_, plan, ...violations) => {
  expect(verdict(plan)).toBe(refusal('GpuInference', violations));
});
