import { hash32 } from '../answer/hash';
import { closedObject, number, optional } from '../shape';

/** How long a model would take. */
export interface Latency {
  readonly firstTokenMs: number;
  readonly perTokenMs: number;
  /** Added to the first token for each token of the prompt. */
  readonly perPromptTokenMs: number;
  /** By what part times go up or down, from 0 to 1; a request always has the same. */
  readonly jitter: number;
  /** How many times longer everything takes under full load. */
  readonly loadFactor: number;
}

export const NO_LATENCY: Latency = { firstTokenMs: 0, perTokenMs: 0, perPromptTokenMs: 0, jitter: 0, loadFactor: 1 };

const HOUR = 3_600_000;
const ms = optional(number(0, HOUR));

/** Members that are left out come from elsewhere. */
export const latencyShape = closedObject({
  firstTokenMs: ms,
  perTokenMs: ms,
  perPromptTokenMs: ms,
  jitter: optional(number(0, 1)),
  loadFactor: optional(number(1, 1000)),
});

export type LatencyOverride = Partial<Latency>;

export function merged(base: Latency, over: LatencyOverride | undefined): Latency {
  if (!over) return base;
  return {
    firstTokenMs: over.firstTokenMs ?? base.firstTokenMs,
    perTokenMs: over.perTokenMs ?? base.perTokenMs,
    perPromptTokenMs: over.perPromptTokenMs ?? base.perPromptTokenMs,
    jitter: over.jitter ?? base.jitter,
    loadFactor: over.loadFactor ?? base.loadFactor,
  };
}

/** Milliseconds to each moment of an answer, counted from its start. */
export interface Pace {
  readonly first: number;
  readonly perToken: number;
}

/** Undefined where nothing takes time. `load` is the part of the places that are taken, from 0 to 1. */
export function paceOf(latency: Latency, promptTokens: number, hash: string, load: number): Pace | undefined {
  const { firstTokenMs, perTokenMs, perPromptTokenMs, jitter, loadFactor } = latency;
  const first = firstTokenMs + perPromptTokenMs * promptTokens;
  if (first === 0 && perTokenMs === 0) return undefined;
  const factor = (1 + (loadFactor - 1) * load) * (1 + jitter * (2 * (hash32(hash) / 2 ** 32) - 1));
  return { first: first * factor, perToken: perTokenMs * factor };
}
