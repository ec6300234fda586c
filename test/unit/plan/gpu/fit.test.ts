import rows from '../../../../lib/data/model-table.json';
import { fitOf } from '../../../../lib/plan/gpu/fit';
import { readModel } from '../../../../lib/plan/gpu/model-facts';
import { FitQuestion } from '../../../../lib/plan/gpu/question';
import { Gpu } from '../../../../lib/values/gpu';
import { Model } from '../../../../lib/values/model';

const gpus: [Gpu, number][] = [
  [Gpu.t4(), 1],
  [Gpu.l4(), 1],
  [Gpu.l4(), 4],
  [Gpu.l40s(), 2],
  [Gpu.a100Gb80(), 1],
  [Gpu.h100(), 8],
  [Gpu.mi300x(), 1],
];

function question(
  config: Record<string, unknown>,
  gpu: Gpu,
  tensor: number,
  extra: Partial<FitQuestion> = {},
): FitQuestion {
  const { product, memoryGiB: gib, computeCapability: capability, linked, isSlice: slice } = gpu;
  const facts = { product, gib, capability, linked, slice };
  return { modelName: 'model', model: readModel(config), gpu: facts, parallel: { tensor, stages: 1 }, ...extra };
}

const every = rows.flatMap(({ id, config }) => gpus.map(([gpu, tensor]) => ({ id, config, gpu, tensor })));

test('of every model on every GPU the ranges are in order, and more is no less', () => {
  for (const { id, config, gpu, tensor } of every) {
    const { interval, kvTokens, maxModelLen, maxModelLenLow } = fitOf(question(config, gpu, tensor));
    expect([id, interval[0] <= kvTokens && kvTokens <= interval[1] && maxModelLenLow <= maxModelLen]).toEqual([
      id,
      true,
    ]);
    const narrower = fitOf(question(config, gpu, tensor, { cacheBytes: 1 }));
    expect([id, narrower.maxModelLen >= maxModelLen]).toEqual([id, true]);
  }
});

test('a length that was given as a cure surely fits', () => {
  const cured = every.flatMap(({ id, config, gpu, tensor }) => {
    const [, length] = /^max-model-len (\d+)$/.exec(fitOf(question(config, gpu, tensor)).cures[0] ?? '') ?? [];
    const answer = length && fitOf(question(config, gpu, tensor, { maxModelLen: Number(length) })).verdict;
    return answer ? [[id, answer]] : [];
  });
  expect(cured.length).toBeGreaterThan(50);
  expect(cured.filter(([, verdict]) => verdict !== 'fits')).toEqual([]);
});

const asked = (id: string, gpu: Gpu, tensor: number, extra: Partial<FitQuestion>) =>
  fitOf(question(Model.named(id).config, gpu, tensor, extra));

test.each<[string, string, string, Gpu, number, Partial<FitQuestion>]>([
  ['8 GB more are missing', 'no', 'Qwen/Qwen3-14B', Gpu.l4(), 1, {}],
  ['4 bits help', 'fits', 'Qwen/Qwen3-14B-AWQ', Gpu.l4(), 1, { maxModelLen: 32_768 }],
  ['two halves fit', 'fits', 'Qwen/Qwen3-14B', Gpu.l4(), 2, { maxModelLen: 16_384 }],
  ['a third does not exist', 'no', 'Qwen/Qwen3-14B', Gpu.l4(), 3, {}],
  [
    'stages of a pipeline fit',
    'fits',
    'Qwen/Qwen3-14B',
    Gpu.l4(),
    1,
    { parallel: { tensor: 1, stages: 2 }, maxModelLen: 16_384 },
  ],
  [
    'no room for graphs outside of the budget',
    'no',
    'Qwen/Qwen3-8B',
    Gpu.l4(),
    1,
    { utilization: 0.99, maxModelLen: 4096 },
  ],
  ['no block is left', 'no', 'openai/gpt-oss-120b', Gpu.h100(), 1, { utilization: 0.9, version: '0.10.2' }],
  [
    'few sequences at once leave room',
    'fits',
    'openai/gpt-oss-120b',
    Gpu.h100(),
    1,
    { maxNumSeqs: 8, utilization: 0.95 },
  ],
  ['1024 sequences have 856 states', 'no', 'Qwen/Qwen3.6-27B-FP8', Gpu.h100(), 1, { utilization: 0.95 }],
  ['512 sequences have 856 states', 'fits', 'Qwen/Qwen3.6-27B-FP8', Gpu.h100(), 1, { maxNumSeqs: 512 }],
  ['no graph asks for a state', 'fits', 'Qwen/Qwen3.6-27B-FP8', Gpu.h100(), 1, { eager: true }],
  ['an encoder needs no cache', 'fits', 'BAAI/bge-m3', Gpu.t4(), 1, {}],
])('the verdict when %s is %s', (_, verdict, id, gpu, tensor, extra) => {
  expect(asked(id, gpu, tensor, extra).verdict).toBe(verdict);
});

test.each<[string, string, Gpu, string]>([
  [
    'an older GPU runs float16',
    'Qwen/Qwen3-0.6B',
    Gpu.t4(),
    'bfloat16 needs 8.0 and T4 has compute capability 7.5: the model runs in float16',
  ],
  [
    'an A100 widens fp8',
    'Qwen/Qwen3-8B-FP8',
    Gpu.a100Gb40(),
    'fp8 is native from 8.9 and A100-40GB has compute capability 8.0: weights are widened as they are used, which saves memory but no time',
  ],
])('the reasons say that %s', (_, id, gpu, reason) => {
  expect(asked(id, gpu, 1, {}).reasons).toContain(reason);
});

test('the reasons name the states that are missing, and the cures how many sequences have one', () => {
  const { reasons, cures } = asked('Qwen/Qwen3.6-27B-FP8', Gpu.h100(), 1, { utilization: 0.95 });
  expect(reasons).toContain(
    'vLLM starts only if each of the 1024 sequences that may run at once has a block for its state: there are 877 to 956',
  );
  expect(cures).toContain('max-num-seqs 512');
});

test('the reasons name a context that is too small, and only then', () => {
  const reason =
    "65536 tokens are more than the model's own context of 40960: vLLM refuses them without --hf-overrides";
  const reasons = (maxModelLen: number) => asked('Qwen/Qwen3-8B', Gpu.h200(), 1, { maxModelLen }).reasons;
  expect(reasons(65_536)).toContain(reason);
  expect(reasons(40_960).join()).not.toContain('more than the model');
});

test.each<[string, string, Gpu, number, number]>([
  ['bf16', 'Qwen/Qwen3-8B', Gpu.l40s(), 1, 15.27],
  ['tied embeddings', 'meta-llama/Llama-3.2-3B-Instruct', Gpu.t4(), 1, 6.02],
  ['awq, embeddings wide', 'Qwen/Qwen2.5-7B-Instruct-AWQ', Gpu.l4(), 1, 5.2],
  ['fp8, embeddings wide', 'RedHatAI/Qwen2.5-7B-Instruct-FP8-dynamic', Gpu.l40s(), 1, 8.14],
  ['4 bits of 70 billion', 'hugging-quants/Meta-Llama-3.1-70B-Instruct-AWQ-INT4', Gpu.h100(), 1, 37.09],
  ['a vision tower', 'google/gemma-3-27b-it', Gpu.a100Gb80(), 1, 51.45],
  ['experts that are padded', 'openai/gpt-oss-120b', Gpu.h100(), 1, 65.97],
])('GiB of weights as vLLM printed them: %s', (_, id, gpu, tensor, gib) => {
  expect(Math.abs(asked(id, gpu, tensor, {}).weightsGiB / gib - 1)).toBeLessThan(0.015);
});
