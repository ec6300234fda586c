import type { KubeObject } from '../unit/synth';

/** A query, and the labels that its legend shows. */
export interface Query {
  readonly text: string;
  readonly legend?: string;
}

/** What is asked of Prometheus: by the autoscaler, the alerts and the dashboard. */
export function queriesIn(objects: readonly KubeObject[]): Query[] {
  const of = (kind: string) => objects.filter((object) => object.kind === kind);
  const triggers = of('ScaledObject').flatMap(({ spec }) => spec.triggers as any[]);
  const alerts = of('PrometheusRule').flatMap(({ spec }) =>
    (spec.groups as any[]).flatMap(({ rules }) => rules as any[]),
  );
  const panels = of('ConfigMap')
    .filter(({ metadata }) => metadata.labels?.['grafana_dashboard'] !== undefined)
    .flatMap(({ data }) => Object.values(data as Record<string, string>))
    .flatMap((text) => (JSON.parse(text) as { panels: any[] }).panels);
  return [
    ...triggers.map(({ metadata }) => ({ text: metadata.query })),
    ...alerts.map(({ expr }) => ({ text: expr })),
    ...panels.flatMap(({ targets }) =>
      (targets as any[]).map(({ expr, legendFormat }) => ({ text: expr, legend: legendFormat })),
    ),
  ];
}

/** A metric as a query selects it: its name, what its labels must be, and the labels by which it is grouped. */
export interface Selector {
  readonly name: string;
  readonly matchers: readonly (readonly [label: string, operator: string, value: string])[];
  readonly groups: readonly string[];
}

/** Of the engine's own metrics, by how their names begin, without the labels that Prometheus adds when it scrapes pods. */
export function selectorsIn({ text, legend = '' }: Query, prefix: string): Selector[] {
  const added = ['namespace', 'pod'];
  const groups = [...text.matchAll(/by \((\w+)\)/g), ...legend.matchAll(/{{(\w+)}}/g)].map(([, label = '']) => label);
  return [...text.matchAll(new RegExp(`(${prefix}\\w+){([^}]*)}`, 'g'))].map(([, name = '', labels = '']) => ({
    name,
    matchers: [...labels.matchAll(/(\w+)(=~?)"([^"]*)"/g)]
      .map(([, label = '', operator = '', value = '']) => [label, operator, value] as const)
      .filter(([label]) => !added.includes(label)),
    groups: groups.filter((label) => !added.includes(label)),
  }));
}

export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The text that Prometheus scrapes. */
export const seriesIn = (text: string): Series[] =>
  [...text.matchAll(/^([a-z][\w:]*)(?:{([^}]*)})? \S+$/gm)].map(([, name = '', labels = '']) => ({
    name,
    labels: Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, value]) => [label, value])),
  }));

export const finds = ({ name, matchers, groups }: Selector, series: readonly Series[]): boolean =>
  series.some(
    (one) =>
      one.name === name &&
      groups.every((label) => label in one.labels) &&
      matchers.every(([label, operator, value]) =>
        operator === '=' ? one.labels[label] === value : new RegExp(`^(${value})$`).test(one.labels[label] ?? ''),
      ),
  );
