import { ConfigReader } from './config';

/** Heads of keys and values, of which there may be fewer than of queries. */
export function kvHeadsOf(config: ConfigReader, family: string): number {
  const heads = config.number('num_attention_heads', 'n_head');
  if (family === 'gpt_bigcode') return config.tryBoolean('multi_query') === false ? heads : 1;
  if (/^(falcon|RefinedWeb(Model)?)$/.test(family)) return falconHeads(config, heads);
  return config.tryNumber('num_key_value_heads') ?? heads;
}

/** Its first generation shares one head among all queries, whatever else its config.json says. */
function falconHeads(config: ConfigReader, heads: number): number {
  const renewed = config.tryBoolean('new_decoder_architecture') ?? config.tryNumber('n_head_kv') !== undefined;
  if (!renewed && config.tryBoolean('multi_query') !== false) return 1;
  return config.tryNumber('num_kv_heads', 'n_head_kv') ?? heads;
}
