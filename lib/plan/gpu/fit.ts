import { Capacity, capacityOf } from './capacity';
import { curesFor } from './cures';
import { Range } from './overhead';
import { parallelProblems } from './parallel';
import { FitQuestion } from './question';
import { explain, formatReasons } from './reasons';
import { checkpointGiB } from './weights';
import { Startup, startupOf, startupSeconds, volumeGiB } from './startup';

export type Verdict = 'fits' | 'tight' | 'no';

/** Whether it will run, why, and what else to take. The keys are those of `cdk8s-llm plan --json`. */
export interface Fit {
  readonly verdict: Verdict;
  readonly weightsGiB: number;
  readonly kvCacheGiB: number;
  /** What vLLM would print as "GPU KV cache size". */
  readonly kvTokens: number;
  /** Between them lies what it will print: activation peaks and compile caches move it. */
  readonly interval: readonly [low: number, high: number];
  /** Longest sequence that the cache holds: likely, and surely. */
  readonly maxModelLen: number;
  readonly maxModelLenLow: number;
  /** The length that was asked for, or what surely fits when none was. */
  readonly plannedLength: number;
  /** Sequences of the asked length that run at once. */
  readonly concurrency: number;
  readonly overheadGiB: Readonly<Record<'total' | 'activation' | 'cudaGraphs' | 'nonTorch', number>>;
  readonly startupSeconds: number;
  readonly startup: Startup;
  /** The weights on disk, and the size of a volume for them. */
  readonly checkpointGiB: number;
  readonly cacheGiB: number;
  readonly reasons: readonly string[];
  readonly cures: readonly string[];
}

export function fitOf(question: FitQuestion): Fit {
  const capacity = capacityOf(question);
  const needed = neededGiB(question, capacity);
  const obstacles = obstaclesOf(question, capacity);
  const verdict = obstacles.length > 0 ? 'no' : verdictOf(capacity, needed);
  const { activation, cudaGraphs, nonTorch } = capacity.overhead;
  const startup = startupOf(question.model, question.eager ?? false);
  return {
    verdict,
    weightsGiB: round(capacity.weightsGiB),
    kvCacheGiB: round(Math.max(0, capacity.cacheGiB.likely)),
    kvTokens: capacity.tokens.likely,
    interval: [capacity.tokens.low, capacity.tokens.high],
    maxModelLen: capacity.longest.likely,
    maxModelLenLow: capacity.longest.low,
    plannedLength: capacity.maxModelLen,
    concurrency: round(concurrencyOf(question, capacity)),
    overheadGiB: {
      total: round(activation.likely + cudaGraphs.likely + nonTorch.likely),
      activation: round(activation.likely),
      cudaGraphs: round(cudaGraphs.likely),
      nonTorch: round(nonTorch.likely),
    },
    startupSeconds: startupSeconds(startup),
    startup,
    checkpointGiB: round(checkpointGiB(question.model)),
    cacheGiB: volumeGiB(question.model),
    reasons: [...obstacles, ...explain(question, capacity)],
    cures: verdict === 'fits' ? [] : curesFor(question, (other) => answers(other)),
  };
}

/** Whether a variant of the question would surely run. */
function answers(question: FitQuestion): boolean {
  const capacity = capacityOf(question);
  return obstaclesOf(question, capacity).length === 0 && verdictOf(capacity, neededGiB(question, capacity)) === 'fits';
}

/** What no memory cures. */
function obstaclesOf(question: FitQuestion, capacity: Capacity): string[] {
  const fatal = formatReasons(question, capacity).filter((reason) => reason.fatal);
  return [...parallelProblems(question.model, question.parallel, question.gpu.slice), ...fatal.map(({ text }) => text)];
}

/** GiB per GPU for one longest sequence, or for the wanted number of average ones. */
function neededGiB({ concurrency = 0, meanTokens = 0 }: FitQuestion, { maxModelLen, sequenceGiB }: Capacity): number {
  return Math.max(sequenceGiB(maxModelLen), concurrency * sequenceGiB(meanTokens));
}

/** How many of the longest sequences run at once; an encoder is bound by its batch only. */
function concurrencyOf({ model }: FitQuestion, { batch, cacheGiB, maxModelLen, sequenceGiB }: Capacity): number {
  if (model.encoder) return batch.sequences;
  const each = sequenceGiB(maxModelLen);
  return each > 0 ? Math.max(0, cacheGiB.likely) / each : 0;
}

function verdictOf({ cacheGiB, outsideGiB, maxModelLen, states, batch }: Capacity, needed: number): Verdict {
  const verdicts = [
    among(cacheGiB, needed),
    among(outsideGiB, 0),
    states ? among(states, batch.sequences) : 'fits',
    maxModelLen > 0 ? 'fits' : 'no',
  ] as const;
  return verdicts.find((each) => each === 'no') ?? verdicts.find((each) => each === 'tight') ?? 'fits';
}

function among({ low, high }: Range, needed: number): Verdict {
  if (needed <= low) return 'fits';
  return needed <= high ? 'tight' : 'no';
}

const round = (value: number): number => Math.round(value * 100) / 100;
