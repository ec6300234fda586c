import { readsEngine, startsSilent } from '../data/engine-metrics';
import { ScaledObjectPlan } from './autoscaling';
import { MetaPlan } from './objects';
import { byPod, Observed, p95, rate, sum } from './inference-panels';
import { podsIn } from './series';

/** One alert: what must hold for how long, and what to say then. */
export interface AlertPlan {
  readonly name: string;
  readonly query: string;
  readonly seconds: number;
  readonly severity: 'warning' | 'critical';
  readonly summary: string;
  /** The signal that it watches, where alerts of one name watch several. */
  readonly signal?: string;
}

export interface PrometheusRulePlan {
  readonly meta: MetaPlan;
  readonly group: string;
  readonly alerts: readonly AlertPlan[];
}

const LONG_QUEUE = 10;
const FULL_CACHE = 0.95;
const SLOW_SECONDS = 10;
const FAILING = 0.01;
const PREEMPTIONS_PER_SECOND = 0.1;

/** What somebody must look at. Alerts on what the engine does not say are left out. */
export function inferenceAlerts(server: Observed, generates: boolean): AlertPlan[] {
  const [waiting, cache, slow] = [byPod(server, 'waiting'), byPod(server, 'cacheUsage'), p95(server, 'firstToken')];
  const [failed, ended] = [rate(server, 'finished', '', 'finished_reason="error"'), rate(server, 'finished')];
  const [preempted, running, tokens] = [rate(server, 'preemptions'), sum(server, 'running'), rate(server, 'progress')];
  const alert = (
    name: string,
    [minutes, severity]: [number, AlertPlan['severity']],
    query: string | undefined,
    summary: string,
  ): AlertPlan[] => (query === undefined ? [] : [{ name, query, seconds: minutes * 60, severity, summary }]);
  return [
    ...alert(
      'LlmNotScraped',
      [5, 'warning'],
      `up{${podsIn(server.scope).join(',')}} == 0`,
      'Prometheus does not reach {{ $labels.pod }}: its NetworkPolicy, or the pod',
    ),
    ...alert(
      'LlmStuck',
      [5, 'critical'],
      generates ? running && tokens && `${running} > 0 and ${tokens} == 0` : undefined,
      'Requests run and no token comes: the GPU hangs, and /health does not say so',
    ),
    ...alert(
      'LlmQueueLong',
      [10, 'warning'],
      waiting && `${waiting} > ${LONG_QUEUE}`,
      `More than ${LONG_QUEUE} requests wait for {{ $labels.pod }}`,
    ),
    ...alert(
      'LlmCacheFull',
      [10, 'warning'],
      cache && `${cache} > ${FULL_CACHE}`,
      'The KV cache of {{ $labels.pod }} is full: requests wait or are preempted',
    ),
    ...alert(
      'LlmPreempts',
      [10, 'warning'],
      preempted && `${preempted} > ${PREEMPTIONS_PER_SECOND}`,
      'Requests lose their place in the KV cache and are computed anew',
    ),
    ...alert(
      'LlmFirstTokenSlow',
      [10, 'warning'],
      generates ? slow && `${slow} > ${SLOW_SECONDS}` : undefined,
      `One of 20 requests waits longer than ${SLOW_SECONDS} s for its first token`,
    ),
    ...alert(
      'LlmRequestsFail',
      [10, 'critical'],
      failed && ended && `${failed} / ${ended} > ${FAILING}`,
      'More than one of 100 requests ends in an error of the engine',
    ),
  ];
}

/**
 * One for each query that an autoscaler reads: a query that finds no series scales nothing, and KEDA and the HPA look
 * healthy all the while.
 *
 * @param seconds Longer than a start takes, in which there is no series.
 */
export function absenceAlerts(
  { meta, min, triggers }: ScaledObjectPlan,
  deployment: string,
  { engine, scope }: Observed,
  seconds: number,
): AlertPlan[] {
  const awake = `kube_deployment_status_replicas_ready{namespace="${meta.namespace ?? ''}",deployment="${deployment}"} > 0`;
  return triggers.flatMap(({ type, metadata }, index) => {
    const { query } = metadata;
    if (type !== 'prometheus' || query === undefined) return [];
    const own = readsEngine(engine, query);
    // An engine that was never asked may have no series yet, but its pods are scraped.
    const found = own && startsSilent(engine) ? `up{${podsIn(scope).join(',')}} == 1` : query;
    return {
      name: 'LlmScalingSignalMissing',
      // Of a server that may sleep, its own metrics are missed only while a pod is awake.
      query: min === 0 && own ? `absent(${found}) and on () ${awake}` : `absent(${found})`,
      seconds,
      severity: 'warning',
      summary: `The autoscaler of ${meta.name} reads a query that finds nothing, so it does not scale: ${query}`,
      signal: /[a-zA-Z_:][\w:]*(?={)/.exec(query)?.[0] ?? `trigger ${index}`,
    };
  });
}
