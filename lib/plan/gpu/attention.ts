import { ConfigReader } from './config';
import { kvHeadsOf } from './kv-heads';

/** Layers that keep the same cache. */
export interface AttentionGroup {
  readonly kind: 'full' | 'sliding' | 'latent' | 'recurrent';
  readonly layers: number;
  /** Heads of keys and values; tensor parallelism divides them, and repeats them when there are too few. */
  readonly kvHeads: number;
  /** Numbers per token and head, keys and values together; of a latent cache, per token. */
  readonly width: number;
  /** Tokens that a sliding layer remembers. */
  readonly window?: number;
  /** Bytes of state that a recurrent layer keeps per sequence, however long it is. */
  readonly stateBytes?: number;
  /** Bytes per token beside the cache: the index of sparse attention. */
  readonly indexBytes?: number;
}

export function attentionOf(config: ConfigReader, family: string): AttentionGroup[] {
  if (config.text.compress_ratios !== undefined)
    throw new Error(
      `the model's config.json describes compressed attention ("${family}"), which the planner does not know`,
    );
  const layers = config.number('num_hidden_layers', 'n_layer') - (config.tryNumber('num_kv_shared_layers') ?? 0);
  const latent = config.tryNumber('kv_lora_rank');
  if (latent !== undefined) return [latentGroup(config, layers, latent)];
  const kinds = layerKinds(config, family, layers);
  const count = (kind: string) => kinds.filter((each) => each === kind).length;
  const heads = kvHeadsOf(config, family);
  const head = headWidth(config);
  const groups: AttentionGroup[] = [
    {
      kind: 'full',
      layers: count('full'),
      // Gemma 4's global layers are shaped differently from its local ones.
      kvHeads: config.tryNumber('num_global_key_value_heads') ?? heads,
      width: 2 * (config.tryNumber('global_head_dim') ?? head),
    },
    {
      kind: 'sliding',
      layers: count('sliding'),
      kvHeads: heads,
      width: 2 * head,
      window: config.tryNumber('sliding_window'),
    },
    { kind: 'recurrent', layers: count('recurrent'), kvHeads: 0, width: 0, stateBytes: stateBytes(config) },
  ];
  return groups.filter((group) => group.layers > 0);
}

export function headWidth(config: ConfigReader): number {
  return (
    config.tryNumber('head_dim') ??
    config.number('hidden_size', 'n_embd') / config.number('num_attention_heads', 'n_head')
  );
}

/** The kind of each layer that has a cache of its own. */
function layerKinds(config: ConfigReader, family: string, layers: number): string[] {
  if ((config.text.layer_types ?? undefined) !== undefined) return namedKinds(config, layers);
  const interval = config.tryNumber('full_attention_interval');
  if (interval !== undefined) return pattern(layers, interval, 'recurrent');
  const window = config.tryNumber('sliding_window');
  const context = config.number('max_position_embeddings', 'n_positions', 'seq_length');
  if (window === undefined || window >= context || config.tryBoolean('use_sliding_window') === false)
    return pattern(layers, 1, 'full');
  const period = config.tryNumber('sliding_window_pattern') ?? (family === 'gemma2' ? 2 : undefined);
  return period === undefined ? Array.from({ length: layers }, () => 'sliding') : pattern(layers, period, 'sliding');
}

function namedKinds(config: ConfigReader, layers: number): string[] {
  const kinds = config.texts('layer_types').slice(0, layers).map(kindNamed);
  if (kinds.length === layers) return kinds;
  throw new Error(
    `the model's config.json must hold the types of its ${layers} layers as "layer_types", got ${kinds.length}`,
  );
}

/** Every `period`th layer is full. */
function pattern(layers: number, period: number, other: string): string[] {
  return Array.from({ length: layers }, (_, index) => ((index + 1) % period === 0 ? 'full' : other));
}

function kindNamed(name: string): string {
  if (/sliding|local|chunked/.test(name)) return 'sliding';
  if (/^(full_attention|attention|full|global)$/.test(name)) return 'full';
  if (/^(linear_attention|mamba|mamba2|recurrent)$/.test(name)) return 'recurrent';
  throw new Error(`the model's config.json has layers of the type "${name}", which the planner does not know`);
}

/** One latent vector per token stands for all heads: no rank can do without the whole of it. */
function latentGroup(config: ConfigReader, layers: number, latent: number): AttentionGroup {
  const width = latent + config.number('qk_rope_head_dim');
  const index = config.tryNumber('index_head_dim');
  // The sparse index of DeepSeek V3.2 keeps one 8-bit key and its scale.
  return { kind: 'latent', layers, kvHeads: 1, width, indexBytes: index === undefined ? 0 : index + 4 };
}

/** A gated delta rule keeps a matrix per value head, in 32 bits, and the last inputs of its convolution. */
function stateBytes(config: ConfigReader): number {
  const [keyHeads, valueHeads] = [config.tryNumber('linear_num_key_heads'), config.tryNumber('linear_num_value_heads')];
  const [key, value] = [config.tryNumber('linear_key_head_dim') ?? 0, config.tryNumber('linear_value_head_dim') ?? 0];
  if (keyHeads !== undefined && valueHeads !== undefined)
    return 4 * valueHeads * key * value + 2 * 3 * (2 * keyHeads * key + valueHeads * value);
  const mamba = config.tryNumber('mamba_n_heads', 'mamba_num_heads') ?? 0;
  return (
    4 *
    mamba *
    (config.tryNumber('mamba_d_head', 'mamba_head_dim') ?? 0) *
    (config.tryNumber('mamba_d_state', 'ssm_state_size') ?? 0)
  );
}
