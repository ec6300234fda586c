import { metricPrefix, readsEngine } from '../data/engine-metrics';
import type { CronWindow } from '../values/cron-window';
import type { DemandSignal } from '../values/demand-signal';
import type { KedaTrigger } from '../values/keda-trigger';
import { checkHours } from './cron-hours';
import { Identity } from './identity';
import { checkTrigger } from './keda-trigger';
import { Problems } from './problems';
import { prometheusTrigger } from './prometheus-trigger';
import { isBalanced } from './promql';
import { podsIn, podsOfDeployment } from './series';
import { checkWhole, isDnsLabel } from './syntax';

/** What the triggers of one server share. */
interface Surroundings {
  readonly engine: string;
  /** Most pods that there may be. */
  readonly most: number;
  readonly prometheus: Prometheus;
}

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
  prop: string,
  { engine, most, prometheus }: Surroundings,
): KedaTrigger {
  const { app, appNamespace: namespace = identity.namespace, promQl, perReplica = 0, window, kedaTrigger } = signal;
  if (kedaTrigger) {
    checkTrigger(problems, prop, kedaTrigger, most);
    return kedaTrigger;
  }
  if (window) return cron(problems, prop, window, most);
  if (app !== undefined) {
    for (const [part, given] of Object.entries({ app, namespace }))
      problems.require(isDnsLabel(given), prop, `questions of an app by its ${part}`, given);
    const query = `sum(rate(chat_app_questions_total{${podsIn({ namespace, pods: podsOfDeployment(app) }).join(',')}}[2m]))`;
    return prometheusTrigger({ ...prometheus, query, threshold: ANY_AMOUNT, nothingIsZero: true });
  }
  const query = promQl ?? '';
  problems.require(query.trim() !== '', prop, 'a query', query);
  problems.require(isBalanced(query), prop, 'a query whose brackets and quotes are closed', query);
  problems.require(perReplica > 0 && perReplica < Infinity, prop, 'an amount above 0 per pod', perReplica);
  if (readsEngine(engine, query))
    problems.add(
      `"${prop}" reads ${metricPrefix(engine) ?? ''}…, a metric of the pods themselves, which are to be woken; the queue counts already`,
    );
  return prometheusTrigger({ ...prometheus, query, threshold: perReplica, nothingIsZero: true });
}

function cron(problems: Problems, prop: string, window: CronWindow, most: number): KedaTrigger {
  const { timezone, start, end, replicas = 1 } = window;
  checkHours(problems, prop, window);
  const cure = replicas > most ? '"autoscaling.maxReplicas" would cut it' : undefined;
  checkWhole(problems, `${prop}.replicas`, replicas, 1, most, cure);
  return { type: 'cron', metadata: { timezone, start, end, desiredReplicas: String(replicas) } };
}
