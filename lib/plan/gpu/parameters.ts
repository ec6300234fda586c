import { headWidth } from './attention';
import { ConfigReader } from './config';
import { kvHeadsOf } from './kv-heads';
import { mlpOf } from './mlp';

/** Parameters by what happens to them: matrices may be quantized, the rest stays wide. */
export interface ParameterCounts {
  /** One row per word, split over the ranks; the head is the same matrix when the embedding is tied. */
  readonly embedding: number;
  readonly head: number;
  /** Matrices of attention, which some quantized builds leave wide. */
  readonly attention: number;
  /** Matrices of dense MLPs and of the experts that all tokens share. */
  readonly mlp: number;
  readonly experts: number;
  /** Vision and audio towers, positions, per-layer embeddings, norms: not quantized. */
  readonly wide: number;
}

const TIED =
  /^(gemma|bert|xlm-roberta|roberta|falcon|RefinedWeb|bloom|gpt2|gpt_neo$|opt$|mpt|gpt_bigcode|starcoder2|cohere)/;

/** Encoders that turn by position, and learn no row for each. */
const ROTARY = /^(modern|nomic_)/;

export function countParameters(config: ConfigReader, family: string): ParameterCounts {
  const layers = config.number('num_hidden_layers', 'n_layer');
  const hidden = config.number('hidden_size', 'n_embd');
  const embedding = config.number('vocab_size') * hidden;
  const mlp = mlpOf(config, layers, hidden, family);
  const encoder = /bert|roberta/.test(family);
  const tied = config.tryBoolean('tie_word_embeddings') ?? TIED.test(family);
  return {
    embedding,
    head: tied || encoder ? 0 : embedding,
    attention: attention(config, layers, hidden, family),
    mlp: mlp.dense,
    experts: mlp.experts,
    wide: wide(config, layers, hidden, family) + (encoder && !ROTARY.test(family) ? positions(config, hidden) : 0),
  };
}

/** Queries, keys, values and output, or their low-rank or recurrent forms. */
function attention(config: ConfigReader, layers: number, hidden: number, family: string): number {
  const heads = config.number('num_attention_heads', 'n_head');
  if (config.tryNumber('kv_lora_rank') !== undefined) return layers * latentAttention(config, heads, hidden);
  const head = headWidth(config);
  const kv = kvHeadsOf(config, family);
  const gate = config.tryBoolean('attn_output_gate') ? 2 : 1;
  const usual = hidden * head * (heads * (gate + 1) + 2 * kv);
  const recurrent = recurrentLayers(config, layers);
  const globals = globalLayers(config, layers);
  const wider = config.tryNumber('global_head_dim') ?? head;
  const globalKv = config.tryNumber('num_global_key_value_heads') ?? kv;
  // Where keys serve as values too, there is one matrix less.
  const matrices = config.tryBoolean('attention_k_eq_v') ? 1 : 2;
  const global = hidden * wider * (2 * heads + matrices * globalKv);
  return (layers - recurrent - globals) * usual + globals * global + recurrent * recurrentAttention(config, hidden);
}

function latentAttention(config: ConfigReader, heads: number, hidden: number): number {
  const [latent, rope] = [config.number('kv_lora_rank'), config.number('qk_rope_head_dim')];
  const [nope, value] = [config.number('qk_nope_head_dim'), config.number('v_head_dim')];
  const rank = config.tryNumber('q_lora_rank');
  const query = rank === undefined ? hidden * heads * (nope + rope) : rank * (hidden + heads * (nope + rope));
  const index = (config.tryNumber('index_n_heads') ?? 0) * (config.tryNumber('index_head_dim') ?? 0) * (rank ?? 0);
  return query + hidden * (latent + rope) + latent * heads * (nope + value) + heads * value * hidden + index;
}

/** The gated delta rule: queries, keys, values, gate, and the output. */
function recurrentAttention(config: ConfigReader, hidden: number): number {
  const keys = (config.tryNumber('linear_num_key_heads') ?? 0) * (config.tryNumber('linear_key_head_dim') ?? 0);
  const values = (config.tryNumber('linear_num_value_heads') ?? 0) * (config.tryNumber('linear_value_head_dim') ?? 0);
  return hidden * (2 * keys + 3 * values);
}

function recurrentLayers(config: ConfigReader, layers: number): number {
  const interval = config.tryNumber('full_attention_interval');
  if (interval !== undefined) return layers - Math.floor(layers / interval);
  return config.texts('layer_types').filter((name) => /linear|mamba/.test(name)).length;
}

function globalLayers(config: ConfigReader, layers: number): number {
  if (config.tryNumber('global_head_dim') === undefined) return 0;
  return config
    .texts('layer_types')
    .slice(0, layers)
    .filter((name) => name === 'full_attention').length;
}

function wide(config: ConfigReader, layers: number, hidden: number, family: string): number {
  const norms = layers * 4 * hidden;
  const perLayer = (config.tryNumber('hidden_size_per_layer_input') ?? 0) * layers;
  const inputs = perLayer * (config.tryNumber('vocab_size_per_layer_input') ?? 0) + 2 * perLayer * hidden;
  return norms + inputs + vision(config, family) + audio(config);
}

function vision(config: ConfigReader, family: string): number {
  const tower = config.object('vision_config');
  if (!tower) return 0;
  const [width, depth] = [tower.tryNumber('hidden_size') ?? 0, tower.tryNumber('depth', 'num_hidden_layers') ?? 0];
  const matrices = /^gemma4/.test(family) ? 3 : 2;
  return depth * (4 * width * width + matrices * width * (tower.tryNumber('intermediate_size') ?? 4 * width));
}

/** A conformer: two MLPs, attention with relative positions, and a gated convolution in each layer. */
function audio(config: ConfigReader): number {
  const tower = config.object('audio_config');
  if (!tower) return 0;
  return (tower.tryNumber('num_hidden_layers') ?? 0) * 24 * (tower.tryNumber('hidden_size') ?? 0) ** 2;
}

function positions(config: ConfigReader, hidden: number): number {
  return hidden * (config.number('max_position_embeddings') + (config.tryNumber('type_vocab_size') ?? 0));
}
