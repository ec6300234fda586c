import { EngineMemory } from './engine';
import { ModelFacts } from './model-facts';
import { Parallel } from './parallel';

const GIB = 2 ** 30;
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
    activation: activation(model, parallel, batch, engine),
    cudaGraphs: eager ? { low: 0, likely: 0, high: 0 } : graphs(model, parallel, batch),
    nonTorch: nonTorch(parallel.tensor, linked),
  };
}

/** The larger of two peaks: the widest layer over a full batch, or sampling for as many sequences as run at once. */
function activation(model: ModelFacts, parallel: Parallel, batch: Batch, engine: EngineMemory): Range {
  const layer = batch.tokens * tokenBytes(model, parallel.tensor);
  const sampling = model.encoder ? 0 : batch.sequences * model.vocabulary * engine.samplerBytes;
  const likely = Math.max(layer, sampling) / GIB;
  // A warm compile cache saves the peak of the first run; a vision tower adds images.
  return { low: likely * 0.6, likely, high: likely * 1.15 + (model.multimodal ? 1 : 0) };
}

/** Residual, norm and output beside gate, up and their product; a mixture has a copy for each expert it visits. */
function tokenBytes(model: ModelFacts, tensor: number): number {
  const copies = Math.max(1, model.expertsPerToken);
  const inner = (3 * model.intermediate) / tensor + (model.expertsPerToken > 0 ? model.hidden : 0);
  return 2 * (copies * inner + 3 * model.hidden);
}

/** Each captured size keeps the outputs of the pieces between attention layers. */
function graphs(model: ModelFacts, parallel: Parallel, batch: Batch): Range {
  const sizes = Math.min(1, (2 + Math.min(512, 2 * batch.sequences) / 8) / 66);
  const perLayer = (model.expertsPerToken > 0 ? 28 : 16) / 1024;
  const likely = Math.ceil(model.layers / parallel.stages) * perLayer * sizes;
  return { low: likely * 0.3, likely, high: likely * 1.8 };
}

/** Over NVLink each rank keeps channels to each other one; over PCIe the buffers are few. */
function nonTorch(tensor: number, linked: boolean): Range {
  const likely = tensor === 1 ? 0.15 : linked ? 0.15 + 0.05 * Math.min(tensor, NODE) ** 2 : 0.3;
  return { low: 0.05, likely, high: 2 * likely + 0.1 };
}
