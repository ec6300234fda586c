import { AttentionGroup } from './attention';
import { ModelFacts } from './model-facts';
import { Parallel } from './parallel';

const BLOCK = 16;
/** The latent of 512 + 64 numbers is stored 640 wide until vLLM 0.8. */
const LATENT_MULTIPLE = 128;
/** Below this ratio of their numbers of layers, the smaller kind is padded instead of the larger one split. */
const PAD_BELOW = 1.5;

export interface CacheSettings {
  readonly bytesPerNumber: number;
  /** Tokens that are scheduled and not yet done: a layer with a window holds them beside it. */
  readonly tokensInFlight: number;
  readonly paddedLatent: boolean;
  readonly forgets: boolean;
  readonly stateBlocks: number;
  readonly parallel: Parallel;
}

/** Layers of one kind, split into groups of as many layers as those of the other kinds have. */
export interface PoolGroup {
  readonly kind: AttentionGroup['kind'];
  readonly groups: number;
  /** Tokens in a block. */
  readonly tokens: number;
  readonly window?: number;
}

/** The cache as the engine cuts it: blocks of one size, which any group may take. */
export interface CachePool {
  readonly blockBytes: number;
  readonly kinds: readonly PoolGroup[];
}

/**
 * Models with layers of several kinds: a block holds a page for each layer of a group, all groups have as many layers (the last
 * one of a kind is padded), and all pages are as large as the largest. A page smaller than that holds more tokens.
 *
 * @see https://docs.vllm.ai/en/latest/design/hybrid_kv_cache_manager/
 */
export function poolOf(model: ModelFacts, settings: CacheSettings): CachePool {
  const kinds = mergedKinds(model, settings);
  if (kinds.length === 0) return { blockBytes: 0, kinds: [] };
  const page = pageBytes(kinds, settings);
  const size = groupSize(kinds.map(({ layers }) => layers));
  return {
    blockBytes: Math.ceil(size / settings.parallel.stages) * page,
    kinds: kinds.map((kind) => ({
      kind: kind.kind,
      groups: Math.ceil(kind.layers / size),
      tokens: BLOCK * Math.max(1, Math.floor(page / (BLOCK * tokenBytes(kind, settings)))),
      window: kind.window,
    })),
  };
}

/** Before layers with a window forgot, they were kept like all others. */
function mergedKinds({ attention }: ModelFacts, { forgets }: CacheSettings): readonly AttentionGroup[] {
  if (forgets || attention.length < 2) return attention;
  return attention.map((group) => ({ ...group, window: undefined }));
}

/** The largest page; pages of attention grow by whole blocks until a recurrent state fits into one. */
function pageBytes(kinds: readonly AttentionGroup[], settings: CacheSettings): number {
  const state = Math.max(0, ...kinds.map(({ stateBytes = 0 }) => stateBytes / settings.parallel.tensor));
  const attention = Math.max(0, ...kinds.map((kind) => BLOCK * tokenBytes(kind, settings)));
  if (state === 0 || attention === 0) return Math.max(state, attention);
  return attention * Math.max(1, Math.ceil(state / attention));
}

function groupSize(layers: readonly number[]): number {
  const [fewest, most] = [Math.min(...layers), Math.max(...layers)];
  return most < fewest * PAD_BELOW ? most : fewest;
}

/** Bytes of one token in one layer of this kind, on one GPU; 0 of a recurrent one, which keeps no tokens. */
export function tokenBytes(group: AttentionGroup, settings: CacheSettings): number {
  if (group.kind === 'latent') {
    const width = settings.paddedLatent ? Math.ceil(group.width / LATENT_MULTIPLE) * LATENT_MULTIPLE : group.width;
    return width * settings.bytesPerNumber + (group.indexBytes ?? 0);
  }
  // A rank has at least one head: with fewer heads than ranks, ranks hold copies.
  return Math.ceil(group.kvHeads / settings.parallel.tensor) * group.width * settings.bytesPerNumber;
}
