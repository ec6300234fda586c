import { ModelFacts } from './model-facts';
import { CacheSettings, PoolGroup, poolOf } from './kv-pool';

const BLOCK = 16;

/** Bytes that one sequence takes on one GPU, by its length. */
export function sequenceCost(model: ModelFacts, settings: CacheSettings): (tokens: number) => number {
  const pool = poolOf(model, settings);
  return (tokens) =>
    pool.blockBytes * pool.kinds.reduce((sum, kind) => sum + kind.groups * groupBlocks(kind, tokens, settings), 0);
}

/**
 * Tokens that one block of every group together hold: what vLLM counted blocks by until it counted by concurrency. None where
 * no layer keeps tokens.
 */
export function tokensPerRound(
  model: ModelFacts,
  settings: CacheSettings,
): { tokens: number; bytes: number } | undefined {
  const { kinds, blockBytes } = poolOf(model, settings);
  const keeping = kinds.filter(({ kind }) => kind !== 'recurrent');
  if (keeping.length === 0) return undefined;
  const groups = kinds.reduce((sum, kind) => sum + kind.groups, 0);
  return { tokens: Math.min(...keeping.map((kind) => kind.tokens)), bytes: groups * blockBytes };
}

/** The longest sequence that fits into so many bytes, at most the model's own context. */
export function longestSequence(context: number, bytes: number, cost: (tokens: number) => number): number {
  let [low, high] = [0, context];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (cost(middle) <= bytes) low = middle;
    else high = middle - 1;
  }
  return low === context ? low : low - (low % BLOCK);
}

function groupBlocks(group: PoolGroup, tokens: number, { tokensInFlight, stateBlocks }: CacheSettings): number {
  if (group.kind === 'recurrent') return stateBlocks;
  if (group.window === undefined) return Math.ceil(tokens / group.tokens);
  // One more, because a window need not begin where a block does.
  return Math.ceil(Math.min(tokens, group.window - 1 + tokensInFlight) / group.tokens) + 1;
}
