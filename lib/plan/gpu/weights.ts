import { EngineMemory } from './engine';
import { ModelFacts } from './model-facts';
import { Parallel } from './parallel';
import { Quantization } from './quantization';

const GIB = 2 ** 30;
const WIDE_BYTES = 2;
/** vLLM pads the vocabulary so that each rank gets as many rows. */
const VOCABULARY_MULTIPLE = 64;
/** The kernels for MXFP4 want the two sides of an expert's matrix in multiples of these. */
const MXFP4_INNER = 128;
const MXFP4_OUTER = 256;

/** GiB of weights on the GPU that has most of them. */
export function weightsGiB(
  model: ModelFacts,
  parallel: Parallel,
  quantization: Quantization | undefined,
  engine: EngineMemory,
): number {
  const { embedding, head, wide } = model.parameters;
  const { tensor, stages } = parallel;
  // The first stage of a pipeline has the embedding, the last one the head.
  const ends = stages > 1 ? Math.max(embedding, head) : embedding + head;
  const padding = Math.ceil(model.vocabulary / VOCABULARY_MULTIPLE) * (VOCABULARY_MULTIPLE / model.vocabulary);
  const share = Math.ceil(model.layers / stages) / model.layers;
  const layerBytes = matrixBytes(model, quantization, WIDE_BYTES, expertPadding(model, tensor, quantization));
  const wideBytes = wide * WIDE_BYTES;
  const split = ends * padding * WIDE_BYTES + share * layerBytes + (stages > 1 ? share : 1) * wideBytes;
  return (split / tensor + share * latentBytes(model, tensor, quantization, engine)) / GIB;
}

/** GB of the checkpoint on disk, where nothing is padded and 32 bits are 32 bits. */
export function checkpointGiB(model: ModelFacts): number {
  const { embedding, head, wide } = model.parameters;
  const matrices = matrixBytes(model, model.quantization, model.storedBytes, 1);
  return ((embedding + head + wide) * model.storedBytes + matrices) / GIB;
}

function matrixBytes(model: ModelFacts, quantization: Quantization | undefined, wide: number, padding: number): number {
  const { attention, mlp, experts } = model.parameters;
  const narrow = quantization ? quantization.bits / 8 : wide;
  const attentionBytes = quantization?.attentionBits ? quantization.attentionBits / 8 : narrow;
  return (
    attention * (quantization?.expertsOnly ? wide : attentionBytes) +
    mlp * (quantization?.expertsOnly ? wide : narrow) +
    experts * narrow * padding
  );
}

/**
 * What latent attention keeps beside its share: each rank has the whole of the projections into the latents, and the first
 * engine kept products of its matrices beside them.
 */
function latentBytes(
  model: ModelFacts,
  tensor: number,
  quantization: Quantization | undefined,
  engine: EngineMemory,
): number {
  if (!model.latent) return 0;
  const { width, queryRank } = model.latent;
  const bytes = quantization ? quantization.bits / 8 : WIDE_BYTES;
  const repeated = model.hidden * ((queryRank ?? 0) + width) * (1 - 1 / tensor);
  const absorbed = engine.absorbsLatent
    ? (model.heads / tensor) * width * ((queryRank ?? model.hidden) + model.hidden)
    : 0;
  return model.layers * bytes * (repeated + absorbed);
}

/** gpt-oss' experts of 2880 by 2880 are kept as 2944 by 3072, each rank's share on its own. */
function expertPadding(model: ModelFacts, tensor: number, quantization: Quantization | undefined): number {
  if (!quantization?.expertsOnly) return 1;
  const share = model.intermediate / tensor;
  return (roundUp(share, MXFP4_INNER) / share) * (roundUp(model.hidden, MXFP4_OUTER) / model.hidden);
}

const roundUp = (value: number, multiple: number): number => Math.ceil(value / multiple) * multiple;
