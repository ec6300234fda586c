import { ConfigReader } from './config';

/** Heads of keys and values, of which there may be fewer than of queries. */
export function kvHeadsOf(config: ConfigReader, family: string): number {
  const heads = config.number('num_attention_heads', 'n_head');
  if (family === 'gpt_bigcode') return config.tryBoolean('multi_query') === false ? heads : 1;
  if (/^(falcon|RefinedWeb(Model)?)$/.test(family)) return falconHeads(config, heads);
  return sharedBy(heads, 'num_key_value_heads', config.tryNumber('num_key_value_heads') ?? heads);
}

/** Its first generation shares one head among all queries, whatever else its config.json says. */
function falconHeads(config: ConfigReader, heads: number): number {
  const renewed = config.tryBoolean('new_decoder_architecture') ?? config.tryNumber('n_head_kv') !== undefined;
  if (!renewed && config.tryBoolean('multi_query') !== false) return 1;
  return sharedBy(heads, 'num_kv_heads', config.tryNumber('num_kv_heads', 'n_head_kv') ?? heads);
}

/** No head of keys is without a query. */
function sharedBy(heads: number, key: string, kvHeads: number): number {
  if (kvHeads <= heads) return kvHeads;
  throw new Error(
    `the model's config.json must hold at most the number of its heads, ${heads}, as "${key}", got ${kvHeads}`,
  );
}
