import { engineMemory } from '../../../../lib/plan/gpu/engine';
import { longestSequence, sequenceCost, tokensPerRound } from '../../../../lib/plan/gpu/kv-cache';
import { CacheSettings, poolOf } from '../../../../lib/plan/gpu/kv-pool';
import { ModelFacts, readModel } from '../../../../lib/plan/gpu/model-facts';
import { Model } from '../../../../lib/values/model';

const settings = (tensor = 1, stages = 1): CacheSettings => ({
  bytesPerNumber: 2,
  tokensInFlight: 2048,
  paddedLatent: false,
  forgets: true,
  stateBlocks: 2,
  parallel: { tensor, stages },
});
const facts = (id: string) => readModel(Model.named(id).config);
const bytesPerToken = (model: ModelFacts, chosen: CacheSettings): number => {
  const { tokens, bytes } = tokensPerRound(model, chosen)!;
  return bytes / tokens;
};
const sequenceBytes = (model: ModelFacts, tokens: number, chosen: CacheSettings) => sequenceCost(model, chosen)(tokens);

test.each<[string, string, number, number]>([
  ['grouped queries', 'meta-llama/Llama-3.1-8B-Instruct', 1, 131_072],
  ['grouped queries over 4 ranks', 'meta-llama/Llama-3.1-70B', 4, 81_920],
  ['small heads', 'Qwen/Qwen2.5-0.5B-Instruct', 1, 12_288],
  ['four heads', 'Qwen/Qwen2.5-7B-Instruct', 1, 57_344],
  ['heads wider than their share', 'Qwen/Qwen3-8B', 1, 147_456],
  ['as many heads as queries', 'Qwen/Qwen1.5-7B-Chat', 1, 524_288],
  ['one head per rank', 'Qwen/Qwen3-30B-A3B', 4, 24_576],
  ['fewer heads than ranks, which repeat them', 'Qwen/Qwen3-30B-A3B', 8, 24_576],
  ['94 layers', 'Qwen/Qwen3-235B-A22B', 4, 48_128],
  ['40 layers', 'ibm-granite/granite-3.1-8b-instruct', 1, 163_840],
  ['10 heads', 'microsoft/phi-4', 1, 204_800],
  ['no head_dim in the file', 'microsoft/Phi-4-mini-instruct', 1, 131_072],
  ['a latent', 'deepseek-ai/DeepSeek-R1', 1, 61 * 576 * 2],
  ['a latent that no rank can do without', 'deepseek-ai/DeepSeek-R1', 8, 61 * 576 * 2],
  ['a latent with an index', 'deepseek-ai/DeepSeek-V3.2', 8, 61 * (576 * 2 + 132)],
])('bytes per token with %s', (_, id, tensor, bytes) => {
  expect(bytesPerToken(facts(id), settings(tensor))).toBe(bytes);
});

test('a latent was padded to 640 before vLLM 0.8', () => {
  const padded = { ...settings(8), paddedLatent: engineMemory('0.7.3').paddedLatent };
  expect(bytesPerToken(facts('deepseek-ai/DeepSeek-R1'), padded)).toBe(78_080);
});

test('an fp8 cache takes half', () => {
  expect(bytesPerToken(facts('Qwen/Qwen3-8B'), { ...settings(), bytesPerNumber: 1 })).toBe(73_728);
});

test('the stage of a pipeline with most layers decides', () => {
  expect(bytesPerToken(facts('Qwen/Qwen3-235B-A22B'), settings(1, 4))).toBe(24 * 4 * 256 * 2);
});

test.each<[string, string, number, number, Partial<CacheSettings>]>([
  ['gpt-oss-20b: half of the layers forget', 'openai/gpt-oss-20b', 131_072, 3.1, {}],
  ['gpt-oss-120b', 'openai/gpt-oss-120b', 131_072, 4.58, {}],
  ['Qwen3-4B', 'Qwen/Qwen3-4B', 40_960, 5.62, {}],
  ['granite', 'ibm-granite/granite-3.1-8b-instruct', 32_768, 5, {}],
  ['Qwen3.6-27B: states beside it', 'Qwen/Qwen3.6-27B', 131_072, 8.18, { stateBlocks: 1 }],
])('GiB of one sequence as vLLM printed it: %s', (_, id, tokens, gib, extra) => {
  expect(Math.abs(sequenceBytes(facts(id), tokens, { ...settings(), ...extra }) / 2 ** 30 / gib - 1)).toBeLessThan(
    0.025,
  );
});

test.each<[string, string, number, number, CacheSettings]>([
  // 4.66 GiB hold 31.72 of them, and 5.97 GiB 8.81.
  [
    'a page of 32 beside one of 16',
    'google/gemma-4-E2B-it',
    16_384,
    1024 + 4 * 145,
    { ...settings(), tokensInFlight: 4096 },
  ],
  ['two heads', 'google/gemma-4-E4B-it', 32_768, 2048 + 5 * 145, { ...settings(), tokensInFlight: 4096 }],
  // 112 blocks are 1.009 sequences.
  ['states of 1568 tokens', 'Qwen/Qwen3.6-27B', 163_840, 105 + 3 * 2, { ...settings(), bytesPerNumber: 1 }],
  ['groups of 10 layers, the last one padded', 'google/gemma-3-27b-it', 8192, 512 + 6 * 193, settings()],
])('blocks of one sequence as vLLM counts them: %s', (_, id, tokens, blocks, chosen) => {
  const model = facts(id);
  const { blockBytes } = poolOf(model, chosen);
  expect(sequenceBytes(model, tokens, chosen) / blockBytes).toBe(blocks);
});

test('layers with a window kept everything until they forgot', () => {
  const model = facts('openai/gpt-oss-20b');
  expect(sequenceBytes(model, 131_072, { ...settings(), forgets: false })).toBe(24 * 131_072 * 2048);
});

test('a recurrent layer keeps a state, however long the sequence', () => {
  const model = facts('Qwen/Qwen3.6-27B');
  const { blockBytes, kinds } = poolOf(model, settings());
  const block = kinds.find(({ kind }) => kind === 'full')!.tokens;
  const grown = sequenceBytes(model, 20 * block, settings()) - sequenceBytes(model, 10 * block, settings());
  expect(grown).toBe(10 * blockBytes);
});

test('an encoder keeps nothing', () => {
  expect(sequenceBytes(facts('BAAI/bge-m3'), 8192, settings())).toBe(0);
});

test('the longest sequence is a whole number of blocks, and at most the context', () => {
  const { context } = facts('Qwen/Qwen3-8B');
  const cost = sequenceCost(facts('Qwen/Qwen3-8B'), settings());
  expect(longestSequence(context, 147_456 * 1000, cost)).toBe(992);
  expect(longestSequence(context, 2 ** 40, cost)).toBe(40_960);
});
