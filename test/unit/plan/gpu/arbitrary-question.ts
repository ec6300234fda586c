import fc, { type Arbitrary } from 'fast-check';
import gpus from '../../../../lib/data/gpu-table.json';
import models from '../../../../lib/data/model-table.json';
import { gpuNamed } from '../../../../lib/data/gpus';
import { FitQuestion } from '../../../../lib/plan/gpu/question';
import { readModel } from '../../../../lib/plan/gpu/model-facts';
import { quantizationNamed } from '../../../../lib/plan/gpu/quantization';

type Config = Record<string, unknown>;

const VERSIONS = ['0.6.6', '0.8.5', '0.10.2', '0.14.0', '0.19.1', '0.22.1', '0.25.1', '0.28.0', '0.30.0', '0.32.0'];

/** The types of layers, again and again. */
const THIRDS = ['sliding_attention', 'full_attention', 'sliding_attention'];

/** Any decoder's config.json: shapes that nobody published, of each kind of attention. */
const invented: Arbitrary<Config> = fc
  .record({
    layers: fc.integer({ min: 1, max: 100 }),
    kvHeads: fc.constantFrom(1, 2, 4, 8),
    group: fc.constantFrom(1, 4, 7, 8),
    head: fc.constantFrom(64, 96, 128, 256),
    wide: fc.integer({ min: 1, max: 8 }),
    words: fc.integer({ min: 1000, max: 300_000 }),
    context: fc.constantFrom(2048, 8192, 40_960, 131_072, 1_048_576),
    tied: fc.boolean(),
    kind: fc.constantFrom<Config>(
      {},
      { num_experts: 64, num_experts_per_tok: 8, moe_intermediate_size: 768 },
      { sliding_window: 1024, sliding_window_pattern: 6 },
      { sliding_window: 512, layer_types: THIRDS },
      { kv_lora_rank: 512, qk_rope_head_dim: 64, qk_nope_head_dim: 128, v_head_dim: 128, q_lora_rank: 1536 },
      {
        full_attention_interval: 4,
        linear_num_key_heads: 16,
        linear_num_value_heads: 32,
        linear_key_head_dim: 128,
        linear_value_head_dim: 128,
      },
      { vision_config: { hidden_size: 1152, intermediate_size: 4304, depth: 27 }, model_type: 'qwen3_vl' },
    ),
  })
  .map(({ layers, kvHeads, group, head, wide, words, context, tied, kind }) => ({
    num_hidden_layers: layers,
    hidden_size: kvHeads * group * head,
    intermediate_size: kvHeads * group * head * wide,
    num_attention_heads: kvHeads * group,
    num_key_value_heads: kvHeads,
    head_dim: head,
    vocab_size: words,
    max_position_embeddings: context,
    tie_word_embeddings: tied,
    ...kind,
    ...('layer_types' in kind && { layer_types: Array.from({ length: layers }, (_, index) => THIRDS[index % 3]) }),
  }));

export const configs: Arbitrary<Config> = fc.oneof(
  fc.constantFrom(...models.map(({ config }) => config as Config)),
  invented,
);

const optional = <T>(value: Arbitrary<T>): Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

/** Any question that the command line can put. */
export const questions: Arbitrary<FitQuestion> = fc
  .record({
    config: configs,
    gpu: fc.constantFrom(...gpus.map(({ names }) => names[0]!)),
    tensor: fc.constantFrom(1, 2, 4, 8),
    stages: fc.constantFrom(1, 1, 1, 2, 4),
    maxModelLen: fc.oneof(
      fc.constantFrom<'auto' | undefined>('auto', undefined),
      fc.integer({ min: 1, max: 2_000_000 }),
    ),
    maxNumSeqs: optional(fc.integer({ min: 1, max: 4096 })),
    maxNumBatchedTokens: optional(fc.integer({ min: 1, max: 65_536 })),
    utilization: optional(fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100)),
    quantization: optional(fc.constantFrom('awq', 'gptq', 'fp8', 'nvfp4', 'int8', 'bitsandbytes')),
    cacheBytes: optional(fc.constantFrom(1, 2)),
    version: optional(fc.constantFrom(...VERSIONS)),
    eager: fc.boolean(),
    many: optional(
      fc.record({ concurrency: fc.integer({ min: 1, max: 500 }), meanTokens: fc.integer({ min: 1, max: 40_000 }) }),
    ),
  })
  .map(({ config, gpu, tensor, stages, quantization, many, ...rest }) => ({
    modelName: 'any',
    model: readModel(config),
    gpu: { ...gpuNamed(gpu), slice: false },
    parallel: { tensor, stages },
    quantization: quantization === undefined ? undefined : quantizationNamed(quantization),
    ...many,
    ...rest,
  }));

/** What people type, and what they mistype. */
export const words: Arbitrary<string[]> = fc
  .record({
    model: fc.oneof(
      fc.constantFrom(...models.map(({ id }) => id)),
      fc.constantFrom('Qwen/Qwen3-8B-AWQ', 'nobody/nothing'),
    ),
    gpu: fc.constantFrom('L4', 'rtx-4090', 'h100 80gb', 'A100-80GB', 'b200', 'H100 3g.40gb', 'T4', 'MI300X', 'abacus'),
    flags: fc.uniqueArray(
      fc.tuple(
        fc.constantFrom(
          ...['gpus', 'tensor-parallel', 'max-model-len', 'max-num-seqs', 'max-num-batched-tokens', 'concurrency'],
          ...['gpu-memory-utilization', 'quantization', 'kv-cache-dtype', 'vllm-version', 'mean-tokens'],
        ),
        fc.constantFrom(
          '1',
          '2',
          '4',
          '8',
          '0.5',
          '0.95',
          '8192',
          '131072',
          'auto',
          'fp8',
          'awq',
          '0.10.2',
          '0.32.0',
          '-1',
          'x',
        ),
      ),
      { selector: ([flag]) => flag, maxLength: 4 },
    ),
  })
  .map(({ model, gpu, flags }) => [
    ...['--model', model, '--gpu', gpu],
    ...flags.flatMap(([flag, value]) => [`--${flag}`, value]),
  ]);
