import { metricPrefix } from '../data/engine-metrics';
import type { CronWindow } from '../values/cron-window';
import type { DemandSignal } from '../values/demand-signal';
import type { KedaTrigger } from '../values/keda-trigger';
import { Identity } from './identity';
import { Problems } from './problems';
import { prometheusTrigger } from './prometheus-trigger';
import { podsIn, podsOfDeployment } from './series';
import { checkWhole, isDnsLabel } from './syntax';

interface Prometheus {
  readonly url: string;
  readonly authentication?: string;
}

/** Questions per second that one pod answers: so many that they wake a server and scale nothing. */
const ANY_AMOUNT = 1000;

/** A sign from outside of the pods, as a trigger of KEDA. */
export function demandTrigger(
  problems: Problems,
  identity: Identity,
  signal: DemandSignal,
  engine: string,
  prometheus: Prometheus,
): KedaTrigger {
  const { app, appNamespace: namespace = identity.namespace, promQl, perReplica = 0, window, kedaTrigger } = signal;
  if (kedaTrigger) return kedaTrigger;
  if (window) return cron(problems, window);
  if (app !== undefined) {
    for (const [part, given] of Object.entries({ app, namespace }))
      problems.require(isDnsLabel(given), 'autoscaling.demand', `questions of an app by its ${part}`, given);
    const query = `sum(rate(chat_app_questions_total{${podsIn({ namespace, pods: podsOfDeployment(app) }).join(',')}}[2m]))`;
    return prometheusTrigger({ ...prometheus, query, threshold: ANY_AMOUNT, nothingIsZero: true });
  }
  const query = promQl ?? '';
  const prefix = metricPrefix(engine);
  problems.require(query.trim() !== '', 'autoscaling.demand', 'a query', query);
  problems.require(
    perReplica > 0 && perReplica < Infinity,
    'autoscaling.demand',
    'an amount above 0 per pod',
    perReplica,
  );
  if (prefix !== undefined && query.includes(prefix))
    problems.add(
      `"autoscaling.demand" reads ${prefix}…, a metric of the pods themselves, which are to be woken; the queue counts already`,
    );
  return prometheusTrigger({ ...prometheus, query, threshold: perReplica, nothingIsZero: true });
}

/** Its times are checked with those of every trigger. */
function cron(problems: Problems, { timezone, start, end, replicas = 1 }: CronWindow): KedaTrigger {
  checkWhole(problems, 'autoscaling.demand', replicas, 1, 100);
  return { type: 'cron', metadata: { timezone, start, end, desiredReplicas: String(replicas) } };
}
