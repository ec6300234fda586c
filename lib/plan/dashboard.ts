import { Identity } from './identity';

/** One panel: its title, its unit in Grafana's words, and its queries by legend. */
interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly queries: Readonly<Record<string, string>>;
}

/** A Grafana dashboard as JSON: what the pods use, what the reference app counts, what vLLM (or the mock) reports. */
export function dashboard(identity: Identity, servedModelName: string | undefined, referenceApp: boolean): string {
  const panels = [
    ...podPanels(identity),
    ...(referenceApp ? chatAppPanels(identity) : []),
    ...(servedModelName === undefined ? [] : llmPanels(identity, servedModelName)),
  ];
  const document = {
    uid: `cdk8s-llm-${identity.name}`.slice(0, 40),
    title: `${identity.namespace} / ${identity.name}`,
    tags: ['cdk8s-llm'],
    schemaVersion: 39,
    refresh: '30s',
    time: { from: 'now-1h', to: 'now' },
    templating: { list: [{ name: 'datasource', type: 'datasource', query: 'prometheus' }] },
    panels: panels.map(render),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function podPanels({ name, namespace }: Identity): Panel[] {
  const pods = `namespace="${namespace}",pod=~"${name}-.*",container!=""`;
  return [
    {
      title: 'CPU by pod',
      unit: 'short',
      queries: { '{{pod}}': `sum by (pod) (rate(container_cpu_usage_seconds_total{${pods}}[5m]))` },
    },
    {
      title: 'Memory by pod',
      unit: 'bytes',
      queries: { '{{pod}}': `sum by (pod) (container_memory_working_set_bytes{${pods}})` },
    },
  ];
}

function chatAppPanels({ namespace, serviceName }: Identity): Panel[] {
  const app = `namespace="${namespace}",service="${serviceName}"`;
  return [
    {
      title: 'Upstreams that answer',
      unit: 'short',
      queries: { '{{upstream}}': `min by (upstream) (chat_app_upstream_up{${app}})` },
    },
    {
      title: 'Questions and errors per second',
      unit: 'reqps',
      queries: {
        questions: `sum(rate(chat_app_questions_total{${app}}[5m]))`,
        errors: `sum(rate(chat_app_errors_total{${app}}[5m]))`,
      },
    },
  ];
}

/** @see https://docs.vllm.ai/en/latest/usage/metrics.html */
function llmPanels({ namespace }: Identity, servedModelName: string): Panel[] {
  const model = `namespace="${namespace}",model_name="${servedModelName}"`;
  const p95 = (histogram: string): string =>
    `histogram_quantile(0.95, sum by (le) (rate(vllm:${histogram}_bucket{${model}}[5m])))`;
  return [
    {
      title: 'LLM requests',
      unit: 'short',
      queries: {
        running: `sum(vllm:num_requests_running{${model}})`,
        waiting: `sum(vllm:num_requests_waiting{${model}})`,
      },
    },
    {
      title: 'LLM latency, 95th percentile',
      unit: 's',
      queries: {
        'first token': p95('time_to_first_token_seconds'),
        'whole answer': p95('e2e_request_latency_seconds'),
      },
    },
  ];
}

function render({ title, unit, queries }: Panel, index: number): object {
  const datasource = { type: 'prometheus', uid: '${datasource}' };
  return {
    id: index + 1,
    type: 'timeseries',
    title,
    datasource,
    gridPos: { h: 8, w: 12, x: (index % 2) * 12, y: Math.floor(index / 2) * 8 },
    fieldConfig: { defaults: { unit }, overrides: [] },
    targets: Object.entries(queries).map(([legendFormat, expr], target) => ({
      refId: String.fromCharCode(65 + target),
      datasource,
      expr,
      legendFormat,
    })),
  };
}
