import { EngineMemory } from './engine';
import { FITTED } from './fitted';
import { ModelFacts } from './model-facts';
import { Parallel } from './parallel';

const GIB = 2 ** 30;
const WIDE_BYTES = 2;
/** GPUs of one node: beyond it, no NVLink. */
const NODE = 8;

/** A figure that nobody can know before the start: what is likely, and how far it may lie from that. */
export interface Range {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** GiB per GPU that is neither weights nor cache. */
export interface Overhead {
  /** What the profile run reaches above the weights. */
  readonly activation: Range;
  readonly cudaGraphs: Range;
  /** NCCL, cuBLAS and what else torch does not count. */
  readonly nonTorch: Range;
}

export interface Batch {
  readonly sequences: number;
  readonly tokens: number;
  /** Whether the profile run samples. */
  readonly samples: boolean;
}

export function overheadOf(
  model: ModelFacts,
  parallel: Parallel,
  batch: Batch,
  engine: EngineMemory,
  eager: boolean,
  linked: boolean,
): Overhead {
  return {
    activation: activation(model, parallel, batch, engine, eager),
    cudaGraphs: eager ? { low: 0, likely: 0, high: 0 } : graphs(model, parallel, batch, engine),
    nonTorch: nonTorch(parallel.tensor, linked, engine),
  };
}

/**
 * The largest of four peaks: the widest layer over a full batch, sampling for as many sequences as run at once, images, and,
 * where no compiled model is in the cache yet, one more embedding while it is compiled.
 *
 * @see https://github.com/vllm-project/vllm/issues/54122
 */
function activation(model: ModelFacts, parallel: Parallel, batch: Batch, engine: EngineMemory, eager: boolean): Range {
  const layer = batch.tokens * tokenBytes(model, parallel.tensor);
  const sampling = model.encoder || !batch.samples ? 0 : batch.sequences * model.vocabulary * engine.samplerBytes;
  const warm = Math.max(layer, sampling, imageBytes(model, batch)) / GIB;
  // Where images are read, the embedding is looked up outside of what is compiled.
  const compiled = engine.second && !eager && !model.encoder && !model.vision;
  const copy = compiled ? (model.vocabulary * model.hidden * WIDE_BYTES) / parallel.tensor / GIB : 0;
  const likely = Math.max(warm, copy);
  return { low: warm * 0.9, likely, high: likely * 1.15 + (model.vision ? 1 : 0) };
}

/** The tower reads as many images as a step has tokens for, or one of the largest. */
function imageBytes({ vision }: ModelFacts, { tokens }: Batch): number {
  if (!vision) return 0;
  const patches = vision.patchesPerToken * Math.max(tokens, vision.imageTokens);
  return patches * WIDE_BYTES * 2 * (vision.intermediate + vision.width);
}

/** Residual, norm and output beside gate, up and their product; a mixture has a copy for each expert it visits. */
function tokenBytes(model: ModelFacts, tensor: number): number {
  const inner = model.intermediate / tensor;
  const experts = model.expertsPerToken * (Math.max(2 * inner, model.hidden) + inner);
  return WIDE_BYTES * ((model.expertsPerToken > 0 ? experts : 3 * inner) + 3 * model.hidden);
}

/** Each captured size keeps the outputs of the pieces between attention layers. */
function graphs(model: ModelFacts, parallel: Parallel, batch: Batch, engine: EngineMemory): Range {
  const sizes = Math.min(1, (2 + Math.min(512, 2 * batch.sequences) / 8) / 66);
  const perLayer = (engine.graphMiB / 1024) * (model.expertsPerToken > 0 ? FITTED.mixtureGraph : 1);
  const likely = Math.ceil(model.layers / parallel.stages) * perLayer * sizes;
  return { low: likely * 0.3, likely, high: likely * 1.8 };
}

/** Over NVLink each rank keeps channels to each other one; over PCIe the buffers are few. */
function nonTorch(tensor: number, linked: boolean, engine: EngineMemory): Range {
  const channels = linked ? FITTED.linkedChannels * Math.min(tensor, NODE) ** 2 : FITTED.unlinkedChannels;
  const likely = engine.workspaceGiB + (tensor === 1 ? 0 : channels);
  return { low: 0.3 * likely, likely, high: 2 * likely + 0.1 };
}
