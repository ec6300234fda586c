import { AttentionGroup } from './attention';
import { ModelFacts } from './model-facts';
import { Parallel } from './parallel';

const BLOCK = 16;
/** The latent of 512 + 64 numbers is stored 640 wide until vLLM 0.8. */
const LATENT_MULTIPLE = 128;

export interface CacheSettings {
  readonly bytesPerNumber: number;
  /** Tokens of one scheduler step: a sliding layer holds them beside its window. */
  readonly batchedTokens: number;
  readonly paddedLatent: boolean;
  readonly parallel: Parallel;
}

/** Bytes that one sequence of this length takes on one GPU. */
export function sequenceBytes(model: ModelFacts, tokens: number, settings: CacheSettings): number {
  return model.attention.reduce((sum, group) => sum + groupBytes(group, tokens, settings), 0);
}

/** Bytes per token if every layer that keeps tokens kept all of them. */
export function uniformBytesPerToken(model: ModelFacts, settings: CacheSettings): number {
  return model.attention.reduce((sum, group) => sum + stageLayers(group, settings) * layerBytes(group, settings), 0);
}

/** The longest sequence that fits into so many bytes, at most the model's own context. */
export function longestSequence(model: ModelFacts, bytes: number, settings: CacheSettings): number {
  let [low, high] = [0, model.context];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sequenceBytes(model, middle, settings) <= bytes) low = middle;
    else high = middle - 1;
  }
  return low === model.context ? low : low - (low % BLOCK);
}

function groupBytes(group: AttentionGroup, tokens: number, settings: CacheSettings): number {
  const layers = stageLayers(group, settings);
  if (group.kind === 'recurrent') return (layers * (group.stateBytes ?? 0)) / settings.parallel.tensor;
  const held =
    group.window === undefined ? tokens : Math.min(tokens, group.window - 1 + settings.batchedTokens + BLOCK);
  return layers * layerBytes(group, settings) * Math.ceil(held / BLOCK) * BLOCK;
}

/** The stage of a pipeline that has most layers decides. */
function stageLayers(group: AttentionGroup, { parallel }: CacheSettings): number {
  return Math.ceil(group.layers / parallel.stages);
}

function layerBytes(group: AttentionGroup, settings: CacheSettings): number {
  if (group.kind === 'latent') {
    const width = settings.paddedLatent ? Math.ceil(group.width / LATENT_MULTIPLE) * LATENT_MULTIPLE : group.width;
    return width * settings.bytesPerNumber + (group.indexBytes ?? 0);
  }
  // A rank has at least one head: with fewer heads than ranks, ranks hold copies.
  return Math.ceil(group.kvHeads / settings.parallel.tensor) * group.width * settings.bytesPerNumber;
}
