import type { MonitoringProps } from '../../props/monitoring-props';
import { Autoscaling } from '../../values/autoscaling';
import type { CronWindow } from '../../values/cron-window';
import { DemandSignal } from '../../values/demand-signal';
import type { HpaProps } from '../../values/hpa-props';
import type { InferenceScalingProps } from '../../values/inference-scaling-props';
import type { KedaProps } from '../../values/keda-props';
import type { KedaTrigger } from '../../values/keda-trigger';
import { flag, list, made, map, number, optional, struct, text } from '../shape';
import { duration } from './foreign';
import { texts } from './workload';

const trigger = struct<KedaTrigger>({ type: text, metadata: map(text), authentication: optional(text) });
const cronWindow = struct<CronWindow>({ timezone: text, start: text, end: text, replicas: optional(number) });

const demand = made(DemandSignal, 'DemandSignal.questions("chatbot-web")', (one, check) => {
  check('app', one.app, optional(text));
  check('namespace', one.appNamespace, optional(text));
  check('promQl', one.promQl, optional(text));
  check('perReplica', one.perReplica, optional(number));
  check('', one.window, optional(cronWindow));
  check('', one.kedaTrigger, optional(trigger));
});

const inference = struct<InferenceScalingProps>({
  minReplicas: optional(number),
  maxReplicas: number,
  waitingRequests: optional(number),
  kvCachePercent: optional(number),
  demand: optional(list(demand)),
  prometheusUrl: optional(text),
  authentication: optional(text),
  pollingSeconds: optional(number),
  cooldown: optional(duration),
});

const hpa = struct<HpaProps>({
  minReplicas: optional(number),
  maxReplicas: number,
  cpuUtilization: optional(number),
  memoryUtilization: optional(number),
  requestsPerSecond: optional(number),
  requestsPerSecondMetric: optional(text),
});

const keda = struct<KedaProps>({
  minReplicas: optional(number),
  maxReplicas: number,
  triggers: list(trigger),
  pollingSeconds: optional(number),
  cooldownSeconds: optional(number),
});

export const autoscaling = made(Autoscaling, 'Autoscaling.hpa({ maxReplicas: 5 })', (one, check) => {
  check('', one.hpaProps, optional(hpa));
  check('', one.kedaProps, optional(keda));
  check('', one.inferenceProps, optional(inference));
});

export const monitoring = struct<MonitoringProps>({
  path: optional(text),
  intervalSeconds: optional(number),
  labels: optional(texts),
  namespace: optional(text),
  scraperLabels: optional(texts),
  dashboard: optional(flag),
});
