import { batchOf } from './batch';
import { longestSequence, sequenceCost, tokensPerRound } from './kv-cache';
import { CacheSettings, poolOf } from './kv-pool';
import { weightsGiB } from './weights';
import { EngineMemory, engineMemory, PINNED_VERSION } from './engine';
import { Batch, Overhead, overheadOf, Range } from './overhead';
import { ModelFacts } from './model-facts';
import { Quantization } from './quantization';
import { CapacityQuestion } from './question';

const GIB = 2 ** 30;
/** A context that is shorter helps nobody. */
export const USEFUL_TOKENS = 2048;
/** The driver's own share of a GPU, which lies outside vLLM's budget. */
const CONTEXT_GIB = 0.45;

/** Buffers for all-reduce that ranks register with the graphs, after the cache was sized. */
const BUFFERS_GIB = 0.4;

/** Cards of one name show a little more or less, by their maker and mode. */
const CARDS_DIFFER = 0.003;

/** Memory of the GPU that has least of it to spare. */
export interface Capacity {
  readonly engine: EngineMemory;
  readonly quantization?: Quantization;
  readonly budgetGiB: number;
  readonly weightsGiB: number;
  readonly overhead: Overhead;
  readonly cacheGiB: Range;
  readonly tokens: Range;
  /** Longest sequence that the cache holds. */
  readonly longest: Range;
  readonly maxModelLen: number;
  readonly batch: Batch;
  /** Sequences that have room for their states, where the engine insists on it. */
  readonly states?: Range;
  /** GiB of one sequence of so many tokens. */
  readonly sequenceGiB: (tokens: number) => number;
  /** GiB that remain on the GPU outside the budget, after the driver and the CUDA graphs that are not counted in it. */
  readonly outsideGiB: Range;
}

export function capacityOf(question: CapacityQuestion): Capacity {
  const { model, gpu, parallel } = question;
  const engine = engineMemory(
    question.version ?? PINNED_VERSION,
    gpu.capability,
    model.expertsPerToken > 0 || isRecurrent(model),
  );
  const wanted = typeof question.maxModelLen === 'number' ? question.maxModelLen : model.context;
  const batch = batchOf(gpu, engine, wanted, question.maxNumSeqs, question.maxNumBatchedTokens);
  const settings: CacheSettings = {
    bytesPerNumber: question.cacheBytes ?? model.cacheBytes,
    tokensInFlight: batch.tokens * engine.stepsInFlight(parallel.stages),
    paddedLatent: engine.paddedLatent,
    forgets: engine.forgets,
    stateBlocks: engine.stateBlocks,
    parallel,
  };
  const quantization = question.quantization ?? model.quantization;
  const budget = gpu.gib * (question.utilization ?? engine.utilization);
  const weights = weightsGiB(model, parallel, quantization, engine);
  const overhead = overheadOf(model, parallel, batch, engine, question.eager ?? false, gpu.linked);
  const cache = cacheOf(budget - weights, budget, weights, overhead, engine);
  const each = (figure: (bytes: number) => number) => mapRange(cache, (gib) => figure(Math.max(0, gib) * GIB));
  const sequence = sequenceCost(model, settings);
  const insists = engine.countsStates && !question.eager && isRecurrent(model);
  const longest = each((bytes) => longestSequence(model.context, bytes, sequence));
  const maxModelLen =
    question.maxModelLen === 'auto' ? Math.max(longest.low, Math.min(model.context, USEFUL_TOKENS)) : wanted;
  return {
    engine,
    quantization,
    budgetGiB: budget,
    weightsGiB: weights,
    overhead,
    cacheGiB: cache,
    tokens: each((bytes) =>
      tokensIn(bytes, sequence(maxModelLen), maxModelLen, tokensPerRound(model, settings), engine),
    ),
    longest,
    maxModelLen,
    batch,
    states: insists ? each((bytes) => Math.floor(bytes / poolOf(model, settings).blockBytes)) : undefined,
    sequenceGiB: (tokens) => sequence(tokens) / GIB,
    outsideGiB: outside(gpu.gib - budget - CONTEXT_GIB, overhead, engine, parallel.tensor > 1 ? BUFFERS_GIB : 0),
  };
}

const isRecurrent = ({ attention }: ModelFacts): boolean => attention.some(({ kind }) => kind === 'recurrent');

/** Low when everything else is high. Repacked weights may take a little more than their bits. */
function cacheOf(
  rest: number,
  budget: number,
  weights: number,
  { activation, cudaGraphs, nonTorch }: Overhead,
  engine: EngineMemory,
): Range {
  const of = (end: keyof Range, repacked: number, card = 0) =>
    rest +
    card * budget -
    repacked * weights -
    activation[end] -
    nonTorch[end] -
    (engine.graphsInBudget ? cudaGraphs[end] : 0);
  return { low: of('high', 0.012, -CARDS_DIFFER), likely: of('likely', 0.004), high: of('low', 0, CARDS_DIFFER) };
}

function outside(rest: number, { cudaGraphs }: Overhead, engine: EngineMemory, buffers: number): Range {
  if (engine.graphsInBudget) return { low: rest - buffers, likely: rest, high: rest };
  return { low: rest - buffers - cudaGraphs.high, likely: rest - cudaGraphs.likely, high: rest - cudaGraphs.low };
}

/** What vLLM prints as "GPU KV cache size". */
function tokensIn(
  bytes: number,
  sequence: number,
  maxModelLen: number,
  round: ReturnType<typeof tokensPerRound>,
  engine: EngineMemory,
): number {
  if (sequence === 0) return 0;
  const byConcurrency = engine.tokensByConcurrency || !round;
  return Math.floor(byConcurrency ? (bytes / sequence) * maxModelLen : (bytes / round.bytes) * round.tokens);
}

function mapRange(range: Range, figure: (value: number) => number): Range {
  return { low: figure(range.low), likely: figure(range.likely), high: figure(range.high) };
}
