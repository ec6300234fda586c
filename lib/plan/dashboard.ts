import { checksum } from './checksum';
import { Identity } from './identity';

/** One panel: its title, its unit in Grafana's words, and its queries by legend. */
export interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly queries: Readonly<Record<string, string>>;
}

/** A Grafana dashboard as JSON: what the pods use, and the panels of what runs in them. */
export function dashboard(identity: Identity, panels: readonly Panel[]): string {
  const document = {
    uid: uidOf(identity),
    title: `${identity.namespace} / ${identity.name}`,
    tags: ['cdk8s-llm'],
    schemaVersion: 39,
    refresh: '30s',
    time: { from: 'now-1h', to: 'now' },
    templating: { list: [{ name: 'datasource', type: 'datasource', query: 'prometheus' }] },
    panels: [...podPanels(identity), ...panels].map(render),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Grafana takes 40 characters, and of two dashboards with one uid it shows the last: one Grafana sees many namespaces. */
function uidOf({ name, namespace }: Identity): string {
  return `cdk8s-llm-${name.slice(0, 21)}-${checksum([namespace, name]).slice(0, 8)}`;
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
