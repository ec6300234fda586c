import type { Size } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-27';
import { ResourcePlan } from './objects';
import { Problems } from './problems';

/** CPU in thousandths of a core; memory and ephemeral storage in MiB. */
export interface ResourceDefaults {
  readonly cpuRequest: number;
  readonly cpuLimit?: number;
  readonly memoryRequest: number;
  readonly memoryLimit: number;
}

/** The caller's resources over the construct's defaults, field by field; a lone request lifts the limit with it. */
export function planResources(
  problems: Problems,
  given: ContainerResources | undefined,
  base: ResourceDefaults,
  prop = 'resources',
): ResourcePlan {
  const cpuLimit = milli(given?.cpu?.limit?.amount) ?? base.cpuLimit;
  const cpuRequest = milli(given?.cpu?.request?.amount) ?? Math.min(base.cpuRequest, cpuLimit ?? Infinity);
  const memoryRequest =
    inMebibytes(given?.memory?.request) ?? Math.min(base.memoryRequest, inMebibytes(given?.memory?.limit) ?? Infinity);
  const memoryLimit = inMebibytes(given?.memory?.limit) ?? Math.max(base.memoryLimit, memoryRequest);
  const diskRequest = inMebibytes(given?.ephemeralStorage?.request);
  const diskLimit = inMebibytes(given?.ephemeralStorage?.limit);

  atMost(problems, `${prop}.cpu`, cpuRequest, cpuLimit, cores);
  atMost(problems, `${prop}.memory`, memoryRequest, memoryLimit, mebibytes);
  atMost(problems, `${prop}.ephemeralStorage`, diskRequest, diskLimit, mebibytes);
  return {
    requests: {
      cpu: cores(cpuRequest),
      memory: mebibytes(memoryRequest),
      ...(diskRequest !== undefined && { 'ephemeral-storage': mebibytes(diskRequest) }),
    },
    limits: {
      ...(cpuLimit !== undefined && { cpu: cores(cpuLimit) }),
      memory: mebibytes(memoryLimit),
      ...(diskLimit !== undefined && { 'ephemeral-storage': mebibytes(diskLimit) }),
    },
  };
}

/** The limit of memory in MiB, read back from a plan. */
export function memoryLimitOf(resources: ResourcePlan): number {
  const [, amount, unit = ''] = /^([\d.]+)([A-Z]i)$/.exec(resources.limits.memory ?? '') ?? [];
  return Number(amount) * 1024 ** UNITS.indexOf(unit);
}

/** Whole cores that a container can count on, at least one, read back from a plan. */
export function coresOf({ limits, requests }: ResourcePlan): number {
  return Math.max(1, Math.floor((milli(limits.cpu ?? requests.cpu) ?? 0) / 1000));
}

/** `SizeRoundingBehavior.NONE`, by its value: a plan does not load cdk8s. */
const UNROUNDED = 2 as never;

/** MiB, with a fraction if there is one: the plain conversion would throw without naming the prop. */
export const inMebibytes = (size: Size | undefined): number | undefined => size?.toMebibytes({ rounding: UNROUNDED });

/** MiB as the API server stores it: in the largest unit that divides it, or `kubectl apply` reports a change for ever. */
export function mebibytes(amount: number): string {
  let [value, unit] = [amount, 0];
  while (value > 0 && value % 1024 === 0 && unit < UNITS.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${value}${UNITS[unit] ?? ''}`;
}

const UNITS = ['Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Thousandths of a core as the API server stores them. */
export function cores(amount: number): string {
  return amount % 1000 === 0 ? String(amount / 1000) : `${amount}m`;
}

function milli(amount: string | undefined): number | undefined {
  if (amount === undefined) return undefined;
  // Rounded, because 1.001 * 1000 is not 1001.
  return amount.endsWith('m') ? Number(amount.slice(0, -1)) : Math.round(Number(amount) * 1e6) / 1e3;
}

function atMost(
  problems: Problems,
  prop: string,
  request: number | undefined,
  limit: number | undefined,
  unit: (amount: number) => string,
): void {
  const whole = [request, limit].every((amount) => amount === undefined || (Number.isInteger(amount) && amount > 0));
  if (!whole) problems.add(`"${prop}" must be whole and above 0 (mebibytes, or thousandths of a core)`);
  else if (request !== undefined && limit !== undefined && request > limit)
    problems.add(`"${prop}" requests ${unit(request)} and limits ${unit(limit)}: a request is at most its limit`);
}
