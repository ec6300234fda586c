import { attentionOf, AttentionGroup } from './attention';
import { Config, ConfigReader } from './config';
import { kvHeadsOf } from './kv-heads';
import { mlpWidth } from './mlp';
import { Vision, visionOf } from './vision';
import { countParameters, ParameterCounts } from './parameters';
import { narrowCacheOf, Quantization, quantizationOf } from './quantization';

/** What decides how much memory a model takes, in one vocabulary for all families. */
export interface ModelFacts {
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly kvHeads: number;
  /** Width of the widest activation of one token, of which each tensor-parallel rank has its share. */
  readonly intermediate: number;
  /** Experts that one token visits; 0 in a dense model. */
  readonly expertsPerToken: number;
  readonly vocabulary: number;
  /** Longest sequence that the model was made for. */
  readonly context: number;
  /** Layers with the same cache, empty in an encoder, which keeps none. */
  readonly attention: readonly AttentionGroup[];
  /** Of latent attention: the width of what is cached, and of what queries are made from, if not from the whole. */
  readonly latent?: { readonly width: number; readonly queryRank?: number };
  readonly parameters: ParameterCounts;
  readonly quantization?: Quantization;
  /** Bytes of a number in the cache when nobody chooses. */
  readonly cacheBytes: number;
  /** Bytes of a weight on disk; served are 2 of them, for vLLM narrows 32-bit weights. */
  readonly storedBytes: number;
  /** The tower that reads images, if there is one. */
  readonly vision?: Vision;
  readonly encoder: boolean;
}

/** @throws if config.json lacks what the plan needs, or describes what the planner does not know. */
export function readModel(config: Config): ModelFacts {
  const reader = new ConfigReader(config);
  const family = reader.tryText('model_type') ?? '';
  const encoder = /bert|roberta|mpnet/.test(family);
  const heads = reader.number('num_attention_heads', 'n_head');
  return {
    layers: layersOf(reader),
    hidden: reader.number('hidden_size', 'n_embd'),
    heads,
    kvHeads: kvHeadsOf(reader, family),
    intermediate: reader.tryNumber('moe_intermediate_size') ?? mlpWidth(reader, family),
    expertsPerToken: reader.tryNumber('num_experts_per_tok', 'top_k_experts') ?? 0,
    vocabulary: reader.number('vocab_size'),
    context: contextOf(reader, family),
    attention: encoder ? [] : attentionOf(reader, family),
    latent: latentOf(reader),
    parameters: countParameters(reader, family),
    quantization: quantizationOf(reader),
    cacheBytes: narrowCacheOf(reader) ? 1 : 2,
    storedBytes: /32/.test(reader.tryText('torch_dtype', 'dtype') ?? (encoder ? 'float32' : '')) ? 4 : 2,
    vision: visionOf(reader, family),
    encoder,
  };
}

/** Some of them are dense in a mixture, or borrow the cache of others. */
function layersOf(reader: ConfigReader): number {
  const layers = reader.number('num_hidden_layers', 'n_layer');
  for (const key of ['first_k_dense_replace', 'num_kv_shared_layers']) {
    const some = reader.tryNumber(key) ?? 0;
    if (some > layers)
      throw new Error(
        `the model's config.json must hold at most the number of its layers, ${layers}, as "${key}", got ${some}`,
      );
  }
  return layers;
}

/** RoBERTa counts its positions from 2. */
function contextOf(reader: ConfigReader, family: string): number {
  const keys = ['max_position_embeddings', 'n_positions', 'seq_length'];
  const first = /roberta/.test(family) ? 2 : 0;
  const positions = reader.number(...keys);
  if (positions <= first)
    throw new Error(`the model's config.json must hold a whole number above ${first} as "${keys.join('" or "')}"`);
  return positions - first;
}

function latentOf(reader: ConfigReader): ModelFacts['latent'] {
  const rank = reader.tryNumber('kv_lora_rank');
  if (rank === undefined) return undefined;
  return { width: rank + reader.number('qk_rope_head_dim'), queryRank: reader.tryNumber('q_lora_rank') };
}
