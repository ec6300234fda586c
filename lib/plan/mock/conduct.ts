import type { Duration } from 'cdk8s';
import type { MockLlmProps } from '../../props/mock-llm-props';
import { MockFault, MockFaultType } from '../../values/mock-fault';
import type { MockLatency } from '../../values/mock-latency';
import { Problems } from '../problems';
import { checkAtLeast, checkNumber, checkWhole } from '../syntax';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Fractions too: a tenth of a millisecond per token of the prompt is usual. */
const millisOf = (duration: Duration | undefined): number | undefined => duration?.toMilliseconds({ integral: false });

export function secondsOf(duration: Duration | undefined): number | undefined {
  const millis = millisOf(duration);
  return millis === undefined ? undefined : millis / 1000;
}

export function latencyConfig({ firstToken, perToken, perPromptToken, jitter, loadFactor }: MockLatency): object {
  return {
    firstTokenMs: millisOf(firstToken),
    perTokenMs: millisOf(perToken),
    perPromptTokenMs: millisOf(perPromptToken),
    jitter,
    loadFactor,
  };
}

export function faultConfig({ type, status, retryAfter, delay, after, attempts }: MockFault): object {
  const times = attempts;
  return { kind: type, status, retryAfterSeconds: secondsOf(retryAfter), ms: millisOf(delay), after, times };
}

/** How the server as a whole behaves. */
export function checkConduct(problems: Problems, props: MockLlmProps): void {
  const { contextWindow, maxNumSeqs, startupTime, latency, faults = [] } = props;
  if (contextWindow !== undefined) checkAtLeast(problems, 'contextWindow', contextWindow, 1);
  if (maxNumSeqs !== undefined) checkAtLeast(problems, 'maxNumSeqs', maxNumSeqs, 1);
  checkDuration(problems, 'startupTime', startupTime, HOUR);
  if (latency) checkLatency(problems, 'latency', latency);
  faults.forEach(({ fault, rate }, index) => {
    checkFault(problems, `faults[${index}].fault`, fault);
    checkNumber(problems, `faults[${index}].rate`, rate, 0, 1);
  });
  const sum = faults.reduce((total, { rate }) => total + rate, 0);
  const cure = 'each takes its own part of the requests';
  problems.require(!(sum > 1 + 8 * Number.EPSILON), 'faults', 'of rates that are at most 1 together', sum, cure);
}

export function checkLatency(problems: Problems, prop: string, latency: MockLatency): void {
  const { firstToken, perToken, perPromptToken, jitter, loadFactor } = latency;
  for (const [name, duration] of Object.entries({ firstToken, perToken, perPromptToken }))
    checkDuration(problems, `${prop}.${name}`, duration, HOUR);
  if (jitter !== undefined) checkNumber(problems, `${prop}.jitter`, jitter, 0, 1);
  if (loadFactor !== undefined) checkNumber(problems, `${prop}.loadFactor`, loadFactor, 1, 1000);
}

export function checkFault(problems: Problems, prop: string, fault: MockFault): void {
  const { type, status, retryAfter, delay, after, attempts } = fault;
  if (type === MockFaultType.ERROR) checkWhole(problems, `${prop}.status`, status, 400, 599);
  checkDuration(problems, `${prop}.retryAfter`, retryAfter, DAY);
  checkDuration(problems, `${prop}.delay`, delay, DAY);
  if (after !== undefined) checkAtLeast(problems, `${prop}.after`, after, 0);
  if (attempts !== undefined) checkAtLeast(problems, `${prop}.times`, attempts, 1);
}

export function checkRetryAfter(problems: Problems, prop: string, retryAfter: Duration | undefined): void {
  checkDuration(problems, prop, retryAfter, DAY);
}

function checkDuration(problems: Problems, prop: string, given: Duration | undefined, most: number): void {
  const seconds = secondsOf(given);
  if (seconds === undefined) return;
  const allowed = `from 0 s to ${most} s`;
  problems.require(seconds >= 0 && seconds <= most, prop, allowed, `${seconds} s`);
}
