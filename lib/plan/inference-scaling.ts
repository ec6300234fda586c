import { EngineName, ENGINES } from '../data/engines';
import { MetricUse, metricFor, readsEngine, startsSilent } from '../data/engine-metrics';
import type { Autoscaling } from '../values/autoscaling';
import type { InferenceScalingProps } from '../values/inference-scaling-props';
import type { KedaTrigger } from '../values/keda-trigger';
import { AutoscalingPlan, planAutoscaling, planScaledObject } from './autoscaling';
import { demandTrigger } from './demand';
import { Identity } from './identity';
import { Problems } from './problems';
import { prometheusTrigger } from './prometheus-trigger';
import { seriesOf } from './series';
import { checkSeconds, checkWhole } from './syntax';

/** What the rest of the plan decided for the autoscaler. */
export interface ScaledServer {
  readonly engine: EngineName;
  readonly onGpu: boolean;
  readonly version?: string;
  readonly servedModelName: string;
  /** A regular expression that the names of its pods match. */
  readonly pods: string;
  /** How long a new pod may take until it serves. */
  readonly startupSeconds: number;
  /** How long the planner expects it to take. */
  readonly plannedStartSeconds?: number;
  /** The namespace of Prometheus, when something scrapes the pods at all. */
  readonly scraper?: string;
}

/** HPAs keep what they were told for an hour at most. */
const LONGEST_MEMORY_SECONDS = 3600;
const IDLE_SECONDS = 300;

export function planInferenceScaling(
  problems: Problems,
  identity: Identity,
  autoscaling: Autoscaling | undefined,
  replicas: number | undefined,
  server: ScaledServer,
): AutoscalingPlan {
  if (!autoscaling) return {};
  const { hpaProps, kedaProps, inferenceProps } = autoscaling;
  if (hpaProps && server.onGpu)
    refuseHostLoad(problems, hpaProps.cpuUtilization !== undefined, hpaProps.memoryUtilization !== undefined);
  if (kedaProps) checkTriggers(problems, kedaProps.triggers, kedaProps.minReplicas, server);
  const plan = planAutoscaling(problems, identity, autoscaling, replicas);
  return inferenceProps ? { scaledObject: planSignals(problems, identity, inferenceProps, server) } : plan;
}

function planSignals(problems: Problems, identity: Identity, props: InferenceScalingProps, server: ScaledServer) {
  const { minReplicas: min = 1, maxReplicas, pollingSeconds = 15, demand = [] } = props;
  const wakes = min === 0;
  if (wakes && demand.length === 0)
    problems.add(
      '"autoscaling.minReplicas" is 0 and "autoscaling.demand" is missing: without a pod nothing says that requests wait; ' +
        'add a signal from outside, such as DemandSignal.questions("chatbot-web") or DemandSignal.schedule(…)',
    );
  const cooldownSeconds = checkSeconds(
    problems,
    'autoscaling.cooldown',
    props.cooldown,
    Math.min(86_400, server.startupSeconds + IDLE_SECONDS),
  );
  const { plannedStartSeconds = 0 } = server;
  if (wakes && cooldownSeconds < plannedStartSeconds)
    problems.add(
      `"autoscaling.cooldown" is ${cooldownSeconds} s and a start is planned at ${plannedStartSeconds} s: a pod that was ` +
        'woken would be sent away before its first answer',
    );
  const prometheus = planPrometheus(problems, props, server);
  const surroundings = { engine: server.engine, most: maxReplicas, prometheus };
  const triggers = [
    ...ownTriggers(problems, identity, props, server).map((own) => prometheusTrigger({ ...prometheus, ...own })),
    ...demand.map((signal, index) =>
      demandTrigger(problems, identity, signal, `autoscaling.demand[${index}]`, surroundings),
    ),
  ];
  const keda = { minReplicas: min, maxReplicas, triggers, pollingSeconds, cooldownSeconds };
  return {
    ...planScaledObject(problems, identity, keda),
    stabilizationSeconds: Math.min(LONGEST_MEMORY_SECONDS, cooldownSeconds),
  };
}

/** What the engine itself says. */
function ownTriggers(problems: Problems, identity: Identity, props: InferenceScalingProps, server: ScaledServer) {
  const { waitingRequests = 5, kvCachePercent = 60, minReplicas = 1 } = props;
  checkWhole(problems, 'autoscaling.waitingRequests', waitingRequests, 1, 10_000, 'per pod');
  checkWhole(problems, 'autoscaling.kvCachePercent', kvCachePercent, 1, 100);
  if (props.kvCachePercent !== undefined && !metricFor(server.engine, server.version, 'cacheUsage'))
    problems.add(
      `"autoscaling.kvCachePercent" must be left out: ${ENGINES[server.engine].label} says nothing of a KV cache`,
    );
  const { servedModelName, pods } = server;
  const scope = { namespace: identity.namespace, pods, servedModelName };
  // Elsewhere a query that finds nothing is wrong, and the ScaledObject says so.
  const silentAtTimes = minReplicas === 0 || startsSilent(server.engine);
  const signals: [MetricUse, number][] = [
    ['waiting', waitingRequests],
    ['cacheUsage', kvCachePercent / 100],
  ];
  return signals.flatMap(([use, threshold]) => {
    const metric = metricFor(server.engine, server.version, use);
    return metric ? [{ query: `sum(${seriesOf(metric, scope)})`, threshold, nothingIsZero: silentAtTimes }] : [];
  });
}

function planPrometheus(
  problems: Problems,
  { prometheusUrl, authentication }: InferenceScalingProps,
  server: ScaledServer,
) {
  if (server.scraper === undefined)
    problems.add(
      '"autoscaling" reads the metrics of the pods and "monitoring" is missing: nothing scrapes them, and their ' +
        'NetworkPolicy would let nothing in; set "monitoring"',
    );
  const url = prometheusUrl ?? `http://prometheus-operated.${server.scraper ?? 'monitoring'}.svc:9090`;
  problems.require(
    /^https?:\/\/[^\s/]+(\/\S*)?$/.test(url),
    'autoscaling.prometheusUrl',
    'a URL such as "http://prometheus-operated.monitoring.svc:9090"',
    url,
  );
  return { url, authentication };
}

/** A GPU server's CPU polls its GPU all the time, and its memory holds the weights from the start. */
function refuseHostLoad(problems: Problems, ...[cpu, memory]: boolean[]): void {
  for (const [load, given] of Object.entries({ CPU: cpu, memory }))
    if (given)
      problems.add(
        `"autoscaling" must not follow the ${load}: it says nothing about the load of a GPU server; ` +
          'Autoscaling.inference follows its queue and its KV cache',
      );
}

function checkTriggers(
  problems: Problems,
  triggers: readonly KedaTrigger[],
  min: number | undefined,
  server: ScaledServer,
) {
  const has = (type: string) => triggers.some((trigger) => trigger.type === type);
  if (server.onGpu) refuseHostLoad(problems, has('cpu'), has('memory'));
  const inside = ({ type, metadata }: KedaTrigger) =>
    type === 'cpu' || type === 'memory' || readsEngine(server.engine, metadata['query'] ?? '');
  if (min === 0 && triggers.length > 0 && triggers.every(inside))
    problems.add(
      '"autoscaling.minReplicas" is 0 and every trigger reads the pods themselves: without a pod none can wake it; ' +
        'add a trigger from outside the pods, such as the metric of the web app or cron',
    );
}
