import { Duration, Size } from 'cdk8s';
import tables from '../../../../lib/data/vllm-quantization.json';
import { GpuFit, planFit } from '../../../../lib/plan/gpu-fit';
import { Problems } from '../../../../lib/plan/problems';
import { vllmArguments } from '../../../../lib/plan/engines/vllm-arguments';
import type { GpuInferenceProps } from '../../../../lib/props/gpu-inference-props';
import { Gpu } from '../../../../lib/values/gpu';
import { Model } from '../../../../lib/values/model';
import { ModelCache } from '../../../../lib/values/model-cache';

const qwen = Model.named('Qwen/Qwen3-8B');
const methods = tables['0.32.0'].map((method) => `"${method}"`).join(', ');

const cut = `"maxModelLen" is missing and 14944 of the model's 40960 tokens are planned, which surely fit L4: longer requests are refused; set it to the length that you need`;

function planned(props: Partial<GpuInferenceProps>, embeds = false): GpuFit | undefined {
  const problems = new Problems('GpuInference', 'chatbot/llm');
  const plan = planFit(problems, { model: qwen, gpu: Gpu.l4(), ...props }, '0.32.0', embeds);
  problems.throwIfAny();
  return plan;
}

test('what no prop says follows from the model and the GPU: the length surely fits', () => {
  expect(planned({})).toMatchObject({ maxModelLen: 14_944, cacheGiB: 21, checkpointGiB: 15.26, warnings: [cut] });
  expect(planned({ maxModelLen: 14_944 })).toMatchObject({ maxModelLen: 14_944, warnings: [] });
  expect(planned({ gpu: Gpu.l40s() })).toMatchObject({ maxModelLen: 40_960, warnings: [] });
  expect(planned({ gpu: Gpu.l4().count(2) })).toMatchObject({ maxModelLen: 40_960 });
  expect(planned({ model: Model.named('BAAI/bge-m3') }, true)).toMatchObject({
    maxModelLen: 8192,
    warnings: [],
  });
});

test('further arguments are part of the plan', () => {
  expect(planned({ extraArgs: ['--kv-cache-dtype', 'fp8'] })?.maxModelLen).toBe(29_904);
  expect(planned({ extraArgs: ['--gpu-memory-utilization=0.85'] })?.maxModelLen).toBeLessThan(10_000);
  expect(planned({ extraArgs: ['--quantization', 'fp8'] })?.maxModelLen).toBe(40_960);
  expect(planned({ extraArgs: ['--enforce-eager'] })?.maxModelLen).toBeGreaterThan(20_000);
});

test('a tight plan is a warning with its arithmetic', () => {
  const warnings = planned({ maxModelLen: 24_000 })?.warnings;
  expect(warnings).toEqual([
    expect.stringMatching(/^"model" Qwen\/Qwen3-8B on 1 × L4 is tight:\n {6}budget: L4 shows/),
  ]);
});

test('a startup time below the planned one is a warning', () => {
  expect(planned({ maxModelLen: 14_336, startupTimeout: Duration.minutes(5) })?.warnings).toEqual([
    '"startupTimeout" of 300 s may end before the first start, planned at 316 s',
  ]);
  expect(planned({ maxModelLen: 14_336, startupTimeout: Duration.minutes(6) })?.warnings).toEqual([]);
});

test('what does not fit is an error with its arithmetic and its cures', () => {
  expect(() => planned({ maxModelLen: 40_960 })).toThrow(`chatbot/llm (GpuInference): 1 problem
  - "model" Qwen/Qwen3-8B on 1 × L4 does not fit:
      budget: L4 shows 22.03 GiB, of which vLLM 0.32.0 takes 0.92 = 20.27 GiB
      weights: 15.26 GiB as bf16; overhead: activation 1.16 GiB, CUDA graphs 0.42 GiB, other 0.26 GiB
      KV cache: 2.05 GiB to 4.70 GiB remain; one sequence of 40960 tokens takes 5.63 GiB
      cure: max-model-len 14336
      cure: FP8 build of this model
      cure: AWQ build of this model
      cure: 2 × L4`);
});

test.each<[string, Partial<GpuInferenceProps>, string, Partial<GpuInferenceProps>]>([
  [
    'a length beyond the context',
    { gpu: Gpu.l40s(), maxModelLen: 40_961 },
    '"maxModelLen" must be at most 40960, the model\'s own context, got 40961',
    { gpu: Gpu.l40s(), maxModelLen: 40_960 },
  ],
  [
    'a volume below the weights',
    { cache: ModelCache.download({ size: Size.gibibytes(15) }) },
    '"cache.size" must hold the model\'s 15.26 GiB, got 15 GiB; 21 GiB are planned',
    { cache: ModelCache.download({ size: Size.gibibytes(16) }) },
  ],
  [
    'an encoder that shall write',
    { model: Model.named('BAAI/bge-m3') },
    '"model" is an encoder, which generates no text: take EmbeddingInference',
    { model: qwen },
  ],
  [
    'heads that do not divide',
    { model: Model.named('Qwen/Qwen2.5-7B-Instruct'), gpu: Gpu.l4().count(8) },
    "8-way tensor parallelism must divide the model's 28 attention heads",
    { model: Model.named('Qwen/Qwen2.5-7B-Instruct'), gpu: Gpu.l4().count(4) },
  ],
  [
    'slices that shall be joined',
    { gpu: Gpu.h100().mig('3g.40gb').count(2) },
    'a MIG slice cannot be joined with another: take a larger slice',
    { gpu: Gpu.h100().mig('3g.40gb') },
  ],
  [
    'a format that the GPU lacks',
    { model: Model.named('openai/gpt-oss-20b'), gpu: Gpu.t4().count(4) },
    'mxfp4 needs 8.0 and T4 has compute capability 7.5',
    { model: Model.named('openai/gpt-oss-20b'), gpu: Gpu.l4() },
  ],
  [
    'a share above 1',
    { extraArgs: ['--gpu-memory-utilization', '92'] },
    '"extraArgs" must give --gpu-memory-utilization a number above 0 and at most 1, got "92"',
    { extraArgs: ['--gpu-memory-utilization', '0.92'] },
  ],
  [
    'fewer tokens in a step than requests',
    { extraArgs: ['--max-num-seqs', '64', '--max-num-batched-tokens=32'] },
    '"extraArgs" must give --max-num-batched-tokens at least the 64 of --max-num-seqs, got "32"',
    { extraArgs: ['--max-num-seqs', '64', '--max-num-batched-tokens=64'] },
  ],
  [
    'AWQ of weights that are not quantized',
    { gpu: Gpu.l40s(), extraArgs: ['--quantization', 'awq'] },
    '"extraArgs" gives --quantization awq and the weights of Qwen/Qwen3-8B are not quantized: take an AWQ build as "model"',
    { gpu: Gpu.l40s(), extraArgs: ['--quantization', 'fp8'] },
  ],
  [
    'GPTQ of weights that are not quantized',
    { gpu: Gpu.l40s(), extraArgs: ['-q=gptq_marlin'] },
    '"extraArgs" gives --quantization gptq_marlin and the weights of Qwen/Qwen3-8B are not quantized: take a GPTQ build as "model"',
    { gpu: Gpu.l40s(), extraArgs: ['-q=gptq_marlin'], model: Model.fromConfig(qwen.config, 'acme/chat-GPTQ') },
  ],
  [
    'a method that the planner knows and vLLM does not',
    { extraArgs: ['--quantization', 'nvfp4'] },
    `"extraArgs" must give --quantization one of ${methods}, got "nvfp4"`,
    { gpu: Gpu.b200(), extraArgs: ['--quantization', 'nvfp4_per_token'] },
  ],
  [
    'a method of 8 bits that vLLM calls otherwise',
    { extraArgs: ['-q', 'int8'] },
    `"extraArgs" must give --quantization one of ${methods}, got "int8"`,
    { extraArgs: ['-q', 'int8_per_channel_weight_only'] },
  ],
  [
    'a config.json without layers',
    { model: Model.fromConfig({ hidden_size: 64, num_attention_heads: 4 }, 'acme/chat') },
    'the model\'s config.json must hold a whole number above 0 as "num_hidden_layers" or "n_layer"',
    { model: Model.fromConfig(qwen.config, 'acme/chat') },
  ],
])('%s is refused, and its neighbour accepted', (_, bad, sentence, good) => {
  expect(() => planned(bad)).toThrow(sentence);
  expect(planned(good)?.maxModelLen).toBeGreaterThan(0);
});

test.each([
  [
    '--max-num-sequences=8',
    '"extraArgs" must not hold --max-num-sequences: vLLM 0.32.0 has no such flag',
    '--max-num-seqs=8',
  ],
  [
    '--disable-everything',
    '"extraArgs" must not hold --disable-everything: vLLM 0.32.0 has no such flag',
    '--no-enable-prefix-caching',
  ],
  [
    '--compile.mode=3',
    '"extraArgs" must not hold --compile: vLLM 0.32.0 has no such flag',
    '--compilation-config.mode=3',
  ],
  ['-pp=2', '"extraArgs" must not hold -pp: it comes from nodes', '-O3'],
])('of further arguments %s is refused, and its neighbour accepted', (bad, sentence, good) => {
  expect(() => argumentsWith(bad, '0.32.0')).toThrow(sentence);
  expect(argumentsWith(good, '0.32.0')).toContain(good);
});

test('of a version that is not in the table no flag is refused', () => {
  expect(argumentsWith('--from-the-future', '0.99.0')).toContain('--from-the-future');
});

function argumentsWith(extra: string, version: string): string[] {
  const problems = new Problems('GpuInference', 'chatbot/llm');
  const facts = { model: 'acme/chat', servedModelName: 'chat', embeds: false, port: 8000, tensorParallelSize: 1 };
  const words = vllmArguments(problems, {
    ...{ ...facts, maxModelLen: 2048, shutdownTimeoutSeconds: 120, extra: [extra], version },
  });
  problems.throwIfAny();
  return words;
}
