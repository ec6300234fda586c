import { engineMemory } from '../../../../lib/plan/gpu/engine';
import { CacheSettings, longestSequence, sequenceBytes, uniformBytesPerToken } from '../../../../lib/plan/gpu/kv-cache';
import { readModel } from '../../../../lib/plan/gpu/model-facts';
import { Model } from '../../../../lib/values/model';

const settings = (tensor = 1, stages = 1): CacheSettings => ({
  bytesPerNumber: 2,
  batchedTokens: 2048,
  paddedLatent: false,
  parallel: { tensor, stages },
});
const facts = (id: string) => readModel(Model.named(id).config);

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
  expect(uniformBytesPerToken(facts(id), settings(tensor))).toBe(bytes);
});

test('a latent was padded to 640 before vLLM 0.8', () => {
  const padded = { ...settings(8), paddedLatent: engineMemory('0.7.3').paddedLatent };
  expect(uniformBytesPerToken(facts('deepseek-ai/DeepSeek-R1'), padded)).toBe(78_080);
});

test('an fp8 cache takes half', () => {
  expect(uniformBytesPerToken(facts('Qwen/Qwen3-8B'), { ...settings(), bytesPerNumber: 1 })).toBe(73_728);
});

test('the stage of a pipeline with most layers decides', () => {
  expect(uniformBytesPerToken(facts('Qwen/Qwen3-235B-A22B'), settings(1, 4))).toBe(24 * 4 * 256 * 2);
});

test.each<[string, string, number, number]>([
  ['gpt-oss-20b: half of the layers forget', 'openai/gpt-oss-20b', 131_072, 3.1],
  ['gpt-oss-120b', 'openai/gpt-oss-120b', 131_072, 4.58],
  ['Qwen3-4B', 'Qwen/Qwen3-4B', 40_960, 5.62],
  ['granite', 'ibm-granite/granite-3.1-8b-instruct', 32_768, 5],
])('GiB of one sequence as vLLM printed it: %s', (_, id, tokens, gib) => {
  expect(sequenceBytes(facts(id), tokens, settings()) / 2 ** 30).toBeCloseTo(gib, 1);
});

test('a recurrent layer keeps a state, however long the sequence', () => {
  const model = facts('Qwen/Qwen3.6-27B');
  const perToken = 16 * 4 * 512 * 2;
  const grown = sequenceBytes(model, 32_768, settings()) - sequenceBytes(model, 16_384, settings());
  expect(grown).toBe(16_384 * perToken);
});

test('an encoder keeps nothing', () => {
  expect(sequenceBytes(facts('BAAI/bge-m3'), 8192, settings())).toBe(0);
});

test('the longest sequence is a whole number of blocks, and at most the context', () => {
  const model = facts('Qwen/Qwen3-8B');
  expect(longestSequence(model, 147_456 * 1000, settings())).toBe(992);
  expect(longestSequence(model, 2 ** 40, settings())).toBe(40_960);
});
