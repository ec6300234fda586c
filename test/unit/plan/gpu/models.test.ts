import rows from '../../../../lib/data/model-table.json';
import { readModel } from '../../../../lib/plan/gpu/model-facts';

const parameters = (id: string): number => {
  const row = rows.find((each) => each.id === id);
  const { embedding, head, attention, mlp, experts, wide } = readModel(row!.config).parameters;
  return (embedding + head + attention + mlp + experts + wide) / 1e9;
};

test('every row of the table is sourced at a commit or revision, and can be planned', () => {
  for (const { id, source, config } of rows) {
    expect([id, source]).toEqual([id, expect.stringMatching(/^(github\.com\/\S+@[0-9a-f]{40}:|huggingface\.co\/\S+)/)]);
    expect(readModel(config).layers).toBeGreaterThan(0);
  }
});

test('no id stands for two rows', () => {
  const ids = rows.flatMap((row) => [row.id, ...(row.also ?? [])].map((id) => id.toLowerCase()));
  expect(ids.length).toBe(new Set(ids).size);
});

test.each([
  ['meta-llama/Llama-3.1-8B', 8.03],
  ['meta-llama/Llama-3.1-70B', 70.55],
  ['meta-llama/Llama-3.1-405B', 405.85],
  ['meta-llama/Llama-3.2-3B', 3.21],
  ['Qwen/Qwen2.5-7B-Instruct', 7.62],
  ['Qwen/Qwen3-4B', 4.02],
  ['Qwen/Qwen3-8B', 8.19],
  ['Qwen/Qwen3-30B-A3B', 30.53],
  ['Qwen/Qwen3-235B-A22B', 235.1],
  ['mistralai/Mixtral-8x7B-v0.1', 46.7],
  ['google/gemma-2-9b-it', 9.24],
  ['google/gemma-3-27b-it', 27.4],
  ['microsoft/phi-4', 14.66],
  ['deepseek-ai/DeepSeek-V2-Lite', 15.7],
  ['deepseek-ai/DeepSeek-R1', 671],
  ['openai/gpt-oss-20b', 20.9],
  ['openai/gpt-oss-120b', 116.8],
  ['ibm-granite/granite-3.1-8b-instruct', 8.17],
  ['BAAI/bge-m3', 0.567],
])('%s has %d billion parameters', (id, billions) => {
  expect(Math.abs(parameters(id) / billions - 1)).toBeLessThan(0.01);
});

const holds = (what: string) => `the model's config.json must hold ${what}`;
const from = (least: number, most: number, key: string, got: number | string) =>
  holds(`a whole number from ${least} to ${most} as "${key}", got ${got}`);

test.each<[string, object, string, object]>([
  [
    'no heads',
    { vocab_size: 1 },
    holds('a whole number above 0 as "num_attention_heads" or "n_head"'),
    llama({ num_attention_heads: 1, num_key_value_heads: 1 }),
  ],
  [
    'compressed attention',
    llama({ compress_ratios: [4], model_type: 'deepseek_v4' }),
    'the model\'s config.json describes compressed attention ("deepseek_v4"), which the planner does not know',
    llama({ model_type: 'deepseek_v4' }),
  ],
  [
    'layers of a new type',
    llama({ layer_types: ['fourier'] }),
    'the model\'s config.json has layers of the type "fourier", which the planner does not know',
    llama({ layer_types: ['full_attention', 'mamba'] }),
  ],
  [
    'a new quantization',
    llama({ quantization_config: { quant_method: 'ternary' } }),
    'the model\'s config.json has the quantization "ternary", which the planner does not know',
    llama({ quantization_config: { quant_method: 'awq' } }),
  ],
  [
    'a width below 0',
    llama({ intermediate_size: -1 }),
    from(1, 10_000_000, 'intermediate_size', -1),
    llama({ intermediate_size: 1 }),
  ],
  ...[0, -5, '"12288"', '[1]'].map((got): [string, object, string, object] => [
    `a width of ${got}`,
    llama({ intermediate_size: JSON.parse(`${got}`) }),
    from(1, 10_000_000, 'intermediate_size', got),
    llama({ intermediate_size: 12_288 }),
  ]),
  [
    'heads in a text',
    llama({ num_key_value_heads: '8' }),
    from(1, 10_000_000, 'num_key_value_heads', '"8"'),
    llama({ num_key_value_heads: null }),
  ],
  [
    'more heads of keys than of queries',
    llama({ num_key_value_heads: 5 }),
    holds('at most the number of its heads, 4, as "num_key_value_heads", got 5'),
    llama({ num_key_value_heads: 4 }),
  ],
  ['a negative head', llama({ head_dim: -128 }), from(1, 10_000_000, 'head_dim', -128), llama({ head_dim: null })],
  [
    'a window of nothing',
    llama({ sliding_window: 0 }),
    from(1, 1_000_000_000, 'sliding_window', 0),
    llama({ sliding_window: null }),
  ],
  [
    'a window of less',
    llama({ sliding_window: -1 }),
    from(1, 1_000_000_000, 'sliding_window', -1),
    llama({ sliding_window: 1 }),
  ],
  ...[0, -4].map((bits): [string, object, string, object] => [
    `weights of ${bits} bits`,
    llama({ quantization_config: { quant_method: 'awq', bits } }),
    from(1, 32, 'bits', bits),
    llama({ quantization_config: { quant_method: 'awq', bits: 4 } }),
  ]),
  [
    'the types of some layers only',
    llama({ layer_types: ['full_attention'] }),
    holds('the types of its 2 layers as "layer_types", got 1'),
    llama({ layer_types: ['full_attention', 'full_attention', 'full_attention'] }),
  ],
  [
    'the types of layers in a text',
    llama({ layer_types: 'full_attention' }),
    holds('the types of its 2 layers as "layer_types", got 0'),
    llama({ layer_types: null }),
  ],
  ['half an expert', llama({ num_experts: 0.5 }), from(0, 10_000_000, 'num_experts', 0.5), llama({ num_experts: 1 })],
  ['heads of no width', llama({ head_dim: 0 }), from(1, 10_000_000, 'head_dim', 0), llama({ head_dim: 1 })],
  [
    'no heads of keys',
    llama({ num_key_value_heads: 0 }),
    from(1, 10_000_000, 'num_key_value_heads', 0),
    llama({ num_key_value_heads: 1 }),
  ],
  [
    'endless words',
    llama({ vocab_size: Infinity }),
    from(0, 10_000_000, 'vocab_size', Infinity),
    llama({ vocab_size: 10_000_000 }),
  ],
  [
    'too many layers',
    llama({ num_hidden_layers: 10_001 }),
    from(0, 10_000, 'num_hidden_layers', 10_001),
    llama({ num_hidden_layers: 10_000 }),
  ],
  [
    'a period of nothing',
    llama({ full_attention_interval: 0 }),
    from(1, 10_000, 'full_attention_interval', 0),
    llama({ full_attention_interval: 2 }),
  ],
  [
    'groups of half a weight',
    llama({ quantization_config: { quant_method: 'awq', group_size: -2 } }),
    from(-1, 10_000_000, 'group_size', -2),
    llama({ quantization_config: { quant_method: 'awq', group_size: -1 } }),
  ],
  [
    'more dense layers than layers',
    llama({ first_k_dense_replace: 3 }),
    holds('at most the number of its layers, 2, as "first_k_dense_replace", got 3'),
    llama({ first_k_dense_replace: 2 }),
  ],
  [
    'more borrowed caches than layers',
    llama({ num_kv_shared_layers: 3 }),
    holds('at most the number of its layers, 2, as "num_kv_shared_layers", got 3'),
    llama({ num_kv_shared_layers: 1 }),
  ],
  [
    'no place for a word',
    llama({ model_type: 'roberta', max_position_embeddings: 2 }),
    holds('a whole number above 2 as "max_position_embeddings" or "n_positions" or "seq_length"'),
    llama({ model_type: 'roberta', max_position_embeddings: 3 }),
  ],
])('a config.json with %s is refused by name, and its neighbour accepted', (_, config, words, right) => {
  expect(() => readModel({ ...config })).toThrow(new Error(words));
  expect(readModel({ ...right }).layers).toBeGreaterThan(0);
});

test('a config.json with what llama needs is accepted', () => {
  expect(readModel(llama({}))).toMatchObject({
    layers: 2,
    kvHeads: 4,
    context: 128,
    encoder: false,
    vision: undefined,
  });
});

function llama(extra: object): Record<string, unknown> {
  const shape = { hidden_size: 64, intermediate_size: 128, num_attention_heads: 4, num_hidden_layers: 2 };
  return { ...shape, vocab_size: 256, max_position_embeddings: 128, ...extra };
}
