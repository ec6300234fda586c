import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineMetric } from '../../../lib/data/engine-metrics';
import table from '../../../lib/data/engine-metric-table.json';
import { inferenceAlerts } from '../../../lib/plan/alerts';
import { planEmbeddingInference } from '../../../lib/plan/embedding-inference';
import { inferencePanels } from '../../../lib/plan/inference-panels';
import type { GpuInferenceProps } from '../../../lib/props/gpu-inference-props';
import { DemandSignal } from '../../../lib/values/demand-signal';
import { GpuInference, LlmChart, Gpu, Model } from '../../../lib';
import { App } from 'cdk8s';
import { Engine } from '../../../lib/values/engine';
import { planOf, scaledBy } from './gpu-server';
import { programOf, refusal, siteOf, verdict } from './site';

const alertsOf = (props: Partial<GpuInferenceProps>) => planOf(props).rule?.alerts ?? [];
const namesOf = (props: Partial<GpuInferenceProps>) => alertsOf(props).map(({ name }) => name);

test('nobody watches unless somebody is asked to', () => {
  const { podMonitor, rule, boards, policies } = planOf();
  expect([podMonitor, rule, boards]).toEqual([undefined, undefined, []]);
  expect(policies[0]!.ingress).toEqual([]);
});

test('monitoring is a PodMonitor, an edge for the scraper, alerts and a dashboard', () => {
  const chart = new LlmChart(new App(), 'chatbot');
  const monitoring = { labels: { release: 'prom' }, intervalSeconds: 10 };
  new GpuInference(chart, 'llm', { model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.l4(), monitoring });
  const manifests = chart.toJson() as { kind: string; metadata: { name: string; labels: object }; spec: object }[];
  const find = (kind: string, name = /./) =>
    manifests.find(({ metadata, ...manifest }) => manifest.kind === kind && name.test(metadata.name))!;
  const selector = { 'app.kubernetes.io/name': 'llm', 'app.kubernetes.io/instance': 'chatbot-llm' };
  expect(find('PodMonitor').metadata.labels).toMatchObject({ release: 'prom' });
  expect(find('PodMonitor').spec).toEqual({
    selector: { matchLabels: selector },
    podMetricsEndpoints: [{ port: 'http', path: '/metrics', interval: '10s' }],
  });
  expect(find('Deployment').spec).toMatchObject({ template: { metadata: { labels: selector } } });
  expect(find('NetworkPolicy', /^chatbot-llm$/).spec).toMatchObject({
    ingress: [
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
            podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
          },
        ],
        ports: [{ port: 8000, protocol: 'TCP' }],
      },
    ],
  });
  expect(find('PrometheusRule').metadata.labels).toMatchObject({ release: 'prom' });
  expect(find('PrometheusRule').spec).toMatchObject({
    groups: [
      {
        name: 'chatbot-llm',
        rules: expect.arrayContaining([
          {
            alert: 'LlmQueueLong',
            expr: 'max by (pod) (vllm:num_requests_waiting{namespace="chatbot",pod=~"chatbot-llm-[a-z0-9]+-[a-z0-9]+",model_name="Qwen/Qwen3-8B"}) > 10',
            for: '600s',
            labels: { severity: 'warning', namespace: 'chatbot', deployment: 'chatbot-llm' },
            annotations: { summary: 'More than 10 requests wait for {{ $labels.pod }}' },
          },
        ]) as unknown,
      },
    ],
  });
  expect(find('ConfigMap').metadata).toMatchObject({
    name: 'chatbot-llm-dashboard',
    labels: { grafana_dashboard: '1' },
  });
});

test('an embedding server has no first token and no stream that could stop', () => {
  expect(namesOf({ monitoring: {} })).toEqual([
    'LlmNotScraped',
    'LlmStuck',
    'LlmQueueLong',
    'LlmCacheFull',
    'LlmPreempts',
    'LlmFirstTokenSlow',
    'LlmRequestsFail',
  ]);
  const embedder = { model: Model.named('BAAI/bge-m3'), gpu: Gpu.l4(), monitoring: {} };
  const { rule } = planEmbeddingInference(siteOf('EmbeddingInference'), embedder, () => programOf('download-model'));
  expect(rule?.alerts.map(({ name }) => name)).toEqual([
    'LlmNotScraped',
    'LlmQueueLong',
    'LlmCacheFull',
    'LlmPreempts',
    'LlmRequestsFail',
  ]);
});

test('beside every query of an autoscaler stands an alert that it finds nothing', () => {
  const demand = [DemandSignal.questions('web'), DemandSignal.trigger({ type: 'rabbitmq', metadata: { queue: 'q' } })];
  const absent = (scaling: Parameters<typeof scaledBy>[0]) => {
    const { rule, scaledObject } = scaledBy(scaling);
    const alerts = rule!.alerts.filter(({ name }) => name === 'LlmScalingSignalMissing');
    const queries = scaledObject!.triggers.flatMap(({ metadata }) => metadata['query'] ?? []);
    expect(alerts.map(({ query }) => queries.find((one) => query.startsWith(`absent(${one})`)))).toEqual(queries);
    return alerts;
  };
  const awake = absent({ demand });
  expect(awake.map(({ signal }) => signal)).toEqual([
    'vllm:num_requests_waiting',
    'vllm:kv_cache_usage_perc',
    'chat_app_questions_total',
  ]);
  expect(awake[0]).toMatchObject({ seconds: 906, severity: 'warning' });
  expect(awake.map(({ query }) => query.includes('kube_'))).toEqual([false, false, false]);
  const asleep = absent({ demand, minReplicas: 0 });
  expect(asleep.map(({ query }) => query.split(' and on () ')[1])).toEqual([
    'kube_deployment_status_replicas_ready{namespace="chatbot",deployment="chatbot-app"} > 0',
    'kube_deployment_status_replicas_ready{namespace="chatbot",deployment="chatbot-app"} > 0',
    undefined,
  ]);
});

test('an engine that shows nothing until it is asked is missed when its pods are not scraped', () => {
  const { rule } = scaledBy({}, { engine: Engine.sglang() });
  const pods = 'namespace="chatbot",pod=~"chatbot-app-[a-z0-9]+-[a-z0-9]+"';
  expect(rule!.alerts.filter(({ signal }) => signal).map(({ query, signal }) => [signal, query])).toEqual([
    ['sglang:num_queue_reqs', `absent(up{${pods}} == 1)`],
    ['sglang:token_usage', `absent(up{${pods}} == 1)`],
  ]);
});

const bad = { path: 'x', intervalSeconds: 0, namespace: 'A', labels: { a: '-' }, scraperLabels: { 'b c': 'd' } };

test('GpuInference: monitoring that cannot be', () => {
  expect(verdict(() => planOf({ monitoring: bad }))).toBe(
    refusal('GpuInference', [
      '"monitoring.path" must be a path that begins with "/", got "x"',
      '"monitoring.intervalSeconds" must be a whole number from 1 to 3600, got 0',
      '"monitoring.labels["a"]" must be at most 63 letters, digits, "-", "_", ".", got "-"',
      '"monitoring.namespace" must be the name of a namespace, got "A"',
      '"monitoring.scraperLabels key" must be a name such as "team" or "acme.io/team", got "b c"',
    ]),
  );
});

/** Selectors in PromQL, as name and labels. */
const selectorsOf = (query: string): [string, string[]][] =>
  [...query.matchAll(/([a-z]\w*:\w+|chat_app_\w+){([^}]*)}/g)].map(([, name = '', labels = '']) => [
    name,
    [...labels.matchAll(/(\w+)=~?"/g)].map(([, label]) => label!),
  ]);

const everyQuery = (version = '0.32.0'): string[] => {
  const server = {
    engine: 'vllm',
    version,
    scope: { namespace: 'n', pods: 'w-[a-z0-9]+-[a-z0-9]+', servedModelName: 'm' },
  };
  const plan = scaledBy(
    { minReplicas: 0, demand: [DemandSignal.questions('web')] },
    { image: `vllm/vllm-openai:v${version}`, maxModelLen: 4096 },
  );
  const { panels } = JSON.parse(Object.values(plan.boards[0]!.data)[0]!) as {
    panels: { targets: { expr: string }[] }[];
  };
  return [
    ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...inferencePanels(server).flatMap(({ queries }) => Object.values(queries)),
    ...plan.rule!.alerts.map(({ query }) => query),
    ...plan.scaledObject!.triggers.map(({ metadata }) => metadata['query']!),
  ];
};
const selectors = everyQuery().flatMap(selectorsOf);
const dictionary = table.vllm.metrics as Record<string, Omit<EngineMetric, 'name'>>;

/** What Prometheus adds when it scrapes pods. */
const SCRAPED = ['namespace', 'pod'];

test('every metric in triggers, alerts and dashboards is in the dictionary, with the labels by which it is read', () => {
  const read = selectors.filter(([name]) => name.startsWith('vllm:'));
  expect(new Set(read.map(([name]) => name)).size).toBe(13);
  for (const [name, labels] of read) {
    const family = dictionary[name] ? name : name.replace(/_(bucket|sum|count)$/, '');
    expect(dictionary).toHaveProperty([family]);
    expect(dictionary[family]!.type === 'histogram').toBe(family !== name);
    expect([...SCRAPED, ...dictionary[family]!.labels]).toEqual(expect.arrayContaining(labels));
    expect(labels).toEqual(expect.arrayContaining(['namespace', 'pod', 'model_name']));
  }
});

test('the reference chat app counts the questions that wake a server', () => {
  const source = readFileSync(join(__dirname, '../../../lib/programs/chat-app/metrics.ts'), 'utf8');
  const names = selectors.map(([name]) => name).filter((name) => name.startsWith('chat_app'));
  expect(new Set(names)).toEqual(new Set(['chat_app_questions_total']));
  expect(source).toContain('# TYPE chat_app_questions_total counter');
});

test.each([
  ['vllm', 'vllm:generation_tokens_total'],
  ['sglang', 'sglang:realtime_tokens_total'],
  ['llama.cpp', 'llamacpp:n_decode_total'],
])(
  '%s is stuck when what it counts while it writes stands still: %s, not what it counts at the end',
  (engine, name) => {
    const scope = { namespace: 'n', pods: 'w-[a-z0-9]+-[a-z0-9]+' };
    const [, stuck] = inferenceAlerts({ engine, scope }, true);
    expect(stuck!.name).toBe('LlmStuck');
    expect(stuck!.query).toContain(` > 0 and sum(rate(${name}{namespace="n",pod=~"w-[a-z0-9]+-[a-z0-9]+"}[5m])) == 0`);
  },
);

test('an engine that has no name for something gets no panel and no alert on it', () => {
  const scope = { namespace: 'n', pods: 'w-[a-z0-9]+-[a-z0-9]+', servedModelName: 'm' };
  const llama = { engine: 'llama.cpp', scope };
  expect(inferencePanels(llama).map(({ title }) => title)).toEqual(['LLM requests', 'Tokens per second']);
  expect(inferenceAlerts(llama, true).map(({ name }) => name)).toEqual(['LlmNotScraped', 'LlmStuck', 'LlmQueueLong']);
  expect(inferenceAlerts(llama, true)[2]!.query).toBe(
    'max by (pod) (llamacpp:requests_deferred{namespace="n",pod=~"w-[a-z0-9]+-[a-z0-9]+"}) > 10',
  );
  const embedder = { engine: 'text-embeddings-inference', scope };
  expect(inferencePanels(embedder)).toMatchObject([
    { title: 'LLM requests', queries: { waiting: expect.stringContaining('te_queue_size{') as unknown } },
    {
      title: 'LLM latency, 95th percentile',
      queries: {
        'whole answer': expect.stringContaining('te_request_duration_bucket{') as unknown,
        'in the queue': expect.stringContaining('te_request_queue_duration_bucket{') as unknown,
      },
    },
  ]);
  expect(inferenceAlerts(embedder, false).map(({ name }) => name)).toEqual(['LlmNotScraped', 'LlmQueueLong']);
  const old = everyQuery('0.9.1').join('\n');
  expect(old).toContain('vllm:gpu_cache_usage_perc{');
  expect(old).not.toMatch(/vllm:(kv_cache_usage_perc|inter_token_latency_seconds|prefix_cache_hits_total)/);
});
