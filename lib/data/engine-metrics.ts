import rows from './engine-metric-table.json';
import { isBefore } from './versions';

/** One metric as an engine exposes it on `/metrics`; a histogram without `_bucket`, `_sum` and `_count`. */
export interface EngineMetric {
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly labels: readonly string[];
}

/** What a metric is read for. */
export type MetricUse = keyof typeof rows.vllm.uses;

/** An engine's metrics: which serves what, how each is typed and labelled, and since when it is called so. */
interface Dictionary {
  /** Whether a series is there only once something was counted. */
  readonly lazy: boolean;
  readonly uses: Readonly<Partial<Record<MetricUse, string>>>;
  readonly metrics: Readonly<Record<string, Omit<EngineMetric, 'name'>>>;
  readonly renamed: readonly { readonly since: string; readonly from: string; readonly to: string }[];
}

const dictionaries = rows as Readonly<Record<string, Dictionary>>;

/** The metric that an engine has for a use, by the name that its version gives it. Of an unknown version the newest. */
export function metricFor(engine: string, version: string | undefined, use: MetricUse): EngineMetric | undefined {
  const dictionary = dictionaries[engine];
  const newest = dictionary?.uses[use];
  const facts = newest === undefined ? undefined : dictionary?.metrics[newest];
  if (newest === undefined || facts === undefined) return undefined;
  const former = dictionary?.renamed.find(
    ({ since, to }) => to === newest && version !== undefined && isBefore(version, since),
  );
  return { name: former?.from ?? newest, ...facts };
}

/** Whether an engine that was never asked shows no series, where others show 0. */
export const startsSilent = (engine: string): boolean => dictionaries[engine]?.lazy ?? false;

/** How the names of an engine's metrics begin: `vllm:`. */
export function metricPrefix(engine: string): string | undefined {
  const [first] = Object.keys(dictionaries[engine]?.metrics ?? {});
  return first && /^[a-z]+[:_]/.exec(first)?.[0];
}

/** Whether a query reads what the engine says of itself: `te_queue_size`, but not `update_total`. */
export function readsEngine(engine: string, query: string): boolean {
  const prefix = metricPrefix(engine);
  return prefix !== undefined && new RegExp(`(?<![\\w:])${prefix}`).test(query);
}
