import { readModel } from '../../../../lib/plan/gpu/model-facts';

/** As the families' own config.json say it; the sizes are what was published. */
const FAMILIES: [string, number, Record<string, unknown>][] = [
  ['falcon', 41.3, { ...shape(8192, 60, 128, 65_024), num_kv_heads: 8, new_decoder_architecture: true }],
  ['falcon', 6.92, { ...shape(4544, 32, 71, 65_024), num_kv_heads: 71, multi_query: true }],
  ['RefinedWeb', 41.3, { ...short(8192, 60, 128, 65_024), hidden_size: 8192, n_head_kv: 8 }],
  ['bloom', 7.07, shape(4096, 30, 32, 250_880)],
  ['opt', 6.66, { ...shape(4096, 32, 32, 50_272), ffn_dim: 16_384 }],
  ['gpt2', 1.56, { ...short(1600, 48, 25, 50_257), n_inner: null }],
  ['gptj', 6.05, short(4096, 28, 16, 50_400)],
  ['gpt_neox', 20.55, { ...shape(6144, 44, 64, 50_432), intermediate_size: 24_576 }],
  ['gpt_bigcode', 15.52, { ...short(6144, 40, 48, 49_152), n_inner: 24_576, multi_query: true }],
  ['starcoder2', 3.03, { ...shape(3072, 30, 24, 49_152), intermediate_size: 12_288, num_key_value_heads: 2 }],
  ['phi', 2.78, { ...shape(2560, 32, 32, 51_200), intermediate_size: 10_240 }],
  [
    'nemotron',
    4.19,
    { ...shape(3072, 32, 24, 256_000), intermediate_size: 9216, num_key_value_heads: 8, head_dim: 128 },
  ],
  ['stablelm', 1.64, { ...shape(2048, 24, 32, 100_352), intermediate_size: 5632 }],
  ['modernbert', 0.149, { ...shape(768, 22, 12, 50_368), intermediate_size: 1152, tie_word_embeddings: true }],
];

test.each(FAMILIES)(
  '%s has %d billion parameters by the words of its own config.json',
  (model_type, billions, said) => {
    const { embedding, head, attention, mlp, experts, wide } = readModel({ ...said, model_type }).parameters;
    expect(Math.abs((embedding + head + attention + mlp + experts + wide) / 1e9 / billions - 1)).toBeLessThan(0.01);
  },
);

test.each<[string, Record<string, unknown>, number]>([
  ['falcon', { num_kv_heads: 8, new_decoder_architecture: true }, 8],
  ['falcon', { num_kv_heads: 71 }, 1],
  ['falcon', { multi_query: false }, 64],
  ['gpt_bigcode', {}, 1],
  ['gpt_bigcode', { multi_query: false }, 64],
  ['starcoder2', { num_key_value_heads: 4, intermediate_size: 1 }, 4],
  ['opt', { ffn_dim: 1 }, 64],
])('of %s with %j the cache holds %d heads', (model_type, said, heads) => {
  const model = readModel({ ...shape(4096, 2, 64, 1000), ...said, model_type });
  expect([model.kvHeads, model.attention.map(({ kvHeads }) => kvHeads)]).toEqual([heads, [heads]]);
});

test('of a MLP of no width no smaller model is made', () => {
  expect(() => readModel({ ...shape(64, 2, 4, 256), model_type: 'llama', intermediate_size: null })).toThrow(
    'the model\'s config.json must hold a whole number above 0 as "intermediate_size" or "ffn_dim"',
  );
  expect(readModel({ ...shape(64, 2, 4, 256), model_type: 'mpt', expansion_ratio: 3 })).toMatchObject({
    intermediate: 192,
    parameters: { mlp: 2 * 2 * 64 * 192 },
  });
});

function shape(hidden: number, layers: number, heads: number, words: number): Record<string, unknown> {
  const width = { hidden_size: hidden, num_hidden_layers: layers, num_attention_heads: heads };
  return { ...width, vocab_size: words, max_position_embeddings: 2048 };
}

function short(hidden: number, layers: number, heads: number, words: number): Record<string, unknown> {
  return { n_embd: hidden, n_layer: layers, n_head: heads, vocab_size: words, n_positions: 2048 };
}
