import { Autoscaling } from '../values/autoscaling';
import { HpaProps } from '../values/hpa-props';
import { KedaProps } from '../values/keda-props';
import { Identity, metaOf } from './identity';
import { checkTrigger } from './keda-trigger';
import { MetaPlan, StringMap } from './objects';
import { Problems } from './problems';
import { checkWhole } from './syntax';

/** A HorizontalPodAutoscaler for the Deployment of the same name. */
export interface HpaPlan {
  readonly meta: MetaPlan;
  readonly min: number;
  readonly max: number;
  readonly utilization: readonly { readonly resource: string; readonly percent: number }[];
  readonly podsMetrics: readonly { readonly name: string; readonly average: string }[];
}

/** A ScaledObject for the Deployment of the same name. */
export interface ScaledObjectPlan {
  readonly meta: MetaPlan;
  readonly min: number;
  readonly max: number;
  readonly pollingSeconds: number;
  readonly cooldownSeconds: number;
  /** How long fewer pods must suffice before one of them goes; undefined leaves it to the cluster. */
  readonly stabilizationSeconds?: number;
  readonly triggers: readonly {
    readonly type: string;
    readonly metadata: StringMap;
    readonly authentication?: string;
  }[];
}

export interface AutoscalingPlan {
  readonly hpa?: HpaPlan;
  readonly scaledObject?: ScaledObjectPlan;
}

export function planAutoscaling(
  problems: Problems,
  identity: Identity,
  autoscaling: Autoscaling | undefined,
  replicas: number | undefined,
): AutoscalingPlan {
  if (!autoscaling) return {};
  if (replicas !== undefined)
    problems.add(
      '"replicas" must be left out with "autoscaling": the autoscaler owns the number, and an apply would reset it',
    );
  const { hpaProps, kedaProps } = autoscaling;
  if (hpaProps) return { hpa: planHpa(problems, identity, hpaProps) };
  if (!kedaProps) return {};
  const scaledObject = planScaledObject(problems, identity, kedaProps);
  for (const [index, trigger] of kedaProps.triggers.entries())
    checkTrigger(problems, `autoscaling.triggers[${index}]`, trigger, kedaProps.maxReplicas);
  return { scaledObject };
}

function planHpa(problems: Problems, identity: Identity, props: HpaProps): HpaPlan {
  const { minReplicas: min = 1, maxReplicas: max, cpuUtilization, memoryUtilization, requestsPerSecond } = props;
  checkRange(problems, min, max, 1, 'scaling to zero needs KEDA');
  const metric = props.requestsPerSecondMetric ?? 'http_requests_per_second';
  problems.require(
    /^[a-zA-Z_:][\w:.-]*$/.test(metric),
    'autoscaling.requestsPerSecondMetric',
    'the name of a metric',
    metric,
  );
  if (cpuUtilization !== undefined)
    checkWhole(problems, 'autoscaling.cpuUtilization', cpuUtilization, 1, 1000, 'in percent of the request');
  if (memoryUtilization !== undefined)
    checkWhole(problems, 'autoscaling.memoryUtilization', memoryUtilization, 1, 1000, 'in percent of the request');
  if (requestsPerSecond !== undefined)
    checkWhole(problems, 'autoscaling.requestsPerSecond', requestsPerSecond, 1, 1_000_000);
  else if (props.requestsPerSecondMetric !== undefined)
    problems.add('"autoscaling.requestsPerSecondMetric" needs "autoscaling.requestsPerSecond", the target');
  if ([cpuUtilization, memoryUtilization, requestsPerSecond].every((target) => target === undefined))
    problems.add('"autoscaling" needs a target: cpuUtilization, memoryUtilization or requestsPerSecond');
  return {
    meta: metaOf(identity),
    min,
    max,
    utilization: [
      ...(cpuUtilization === undefined ? [] : [{ resource: 'cpu', percent: cpuUtilization }]),
      ...(memoryUtilization === undefined ? [] : [{ resource: 'memory', percent: memoryUtilization }]),
    ],
    podsMetrics: requestsPerSecond === undefined ? [] : [{ name: metric, average: String(requestsPerSecond) }],
  };
}

export function planScaledObject(problems: Problems, identity: Identity, props: KedaProps): ScaledObjectPlan {
  const { minReplicas: min = 1, maxReplicas: max, triggers, pollingSeconds = 30, cooldownSeconds = 300 } = props;
  checkRange(problems, min, max, 0);
  checkWhole(problems, 'autoscaling.pollingSeconds', pollingSeconds, 1, 3600);
  checkWhole(problems, 'autoscaling.cooldownSeconds', cooldownSeconds, 0, 86_400);
  problems.require(triggers.length > 0, 'autoscaling.triggers', 'at least one trigger', triggers);
  // KEDA scales on CPU and memory through an HPA, which cannot see pods that are not there.
  const [{ type } = { type: '' }, ...others] = triggers;
  if (min === 0 && others.length === 0 && (type === 'cpu' || type === 'memory'))
    problems.add(
      `"autoscaling.minReplicas" is 0 and the only trigger is ${type}, which no pod would show: add one from outside the pods`,
    );
  return { meta: metaOf(identity), min, max, pollingSeconds, cooldownSeconds, triggers };
}

function checkRange(problems: Problems, min: number, max: number, least: number, cure?: string): void {
  checkWhole(problems, 'autoscaling.minReplicas', min, least, 100, min === 0 ? cure : undefined);
  checkWhole(problems, 'autoscaling.maxReplicas', max, 1, 100);
  if (min > max) problems.add(`"autoscaling.minReplicas" is ${min} and "autoscaling.maxReplicas" ${max}: swap them`);
}
