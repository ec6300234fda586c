import { ConfigReader } from './config';

/** How the weights of the linear layers are stored; embeddings and head stay wide unless `head` says otherwise. */
export interface Quantization {
  readonly name: string;
  /** Bits of one weight with its share of scales and zero points. */
  readonly bits: number;
  /** Whether only the experts of a mixture are quantized, as in gpt-oss. */
  readonly expertsOnly: boolean;
  /** Bits of attention's weights, where the build treats them apart. */
  readonly attentionBits?: number;
  /** The compute capability from which the GPU multiplies in this format. */
  readonly capability: number;
  /** The capability from which vLLM has a slower kernel that widens the weights first. */
  readonly fallback: number;
}

const FORMATS: readonly { readonly pattern: RegExp; readonly quantization: Quantization }[] = [
  format('mxfp4', /mxfp4/, 4 + 8 / 32, 9, 8, true),
  format('nvfp4', /nvfp4|modelopt_fp4/, 4 + 8 / 16, 10, 8),
  format('fp8', /fp8|w8a8-fp8|float8/, 8, 8.9, 8),
  format('int8', /int8|w8a8|w8a16|q8_0/, 8 + 16 / 128, 7.5, 7.5),
  format('awq', /awq|w4a16|autoround|auto-round/, fourBits(128), 7.5, 7.5),
  format('gptq', /gptq/, fourBits(128), 7.5, 6),
  format('bitsandbytes', /bitsandbytes|bnb|nf4/, 4 + 16 / 64, 7.5, 7),
];

/** What people, `--quantization` and config.json call them: bf16 and fp16 are no quantization. */
export function quantizationNamed(text: string): Quantization | undefined {
  const words = text.toLowerCase();
  if (/^(none|bf16|bfloat16|fp16|float16|half)\b/.test(words)) return undefined;
  const found = FORMATS.find(({ pattern }) => pattern.test(words));
  if (!found)
    throw new Error(`"quantization" must be one of ${quantizationNames().join(', ')}, got "${text}"; or none for bf16`);
  return found.quantization;
}

export const quantizationNames = (): string[] => FORMATS.map(({ quantization }) => quantization.name);

/** Of a config.json, if it has a `quantization_config`. */
export function quantizationOf(config: ConfigReader): Quantization | undefined {
  const given = config.object('quantization_config') ?? config.object('compression_config');
  if (!given) return undefined;
  const method = given.tryText('quant_method') ?? '';
  const bits = given.tryNumber('bits');
  const hints = [method, given.tryText('quant_algo', 'format', 'fmt') ?? '', wordsOf(given)].join(' ');
  const found = FORMATS.find(({ pattern }) => pattern.test(hints.toLowerCase()))?.quantization;
  if (!found)
    throw new Error(`the model's config.json has the quantization "${method}", which the planner does not know`);
  const group = given.tryNumber('group_size') ?? 128;
  const counted = bits !== undefined && /gptq|awq/.test(found.name);
  return {
    ...found,
    bits: counted ? bits + (16 + bits) / (group > 0 ? group : 128) : found.bits,
    attentionBits: attentionBitsOf(given),
  };
}

/** Under which keys the builders name what they left wide. */
const LEFT_OUT = ['modules_to_not_convert', 'ignore', 'ignored_layers', 'exclude_modules'];

/** 16 where it was left out; otherwise those of the group that names it as its target. */
function attentionBitsOf(given: ConfigReader): number | undefined {
  const named = (names: readonly string[]) => names.some((name) => /attn|attention/.test(name));
  if (LEFT_OUT.some((key) => named(given.texts(key)))) return 16;
  const groups = Object.keys(given.object('config_groups')?.whole ?? {}).map((key) =>
    given.object('config_groups')?.object(key),
  );
  return groups
    .find((group) => named(group?.texts('targets') ?? []))
    ?.object('weights')
    ?.tryNumber('num_bits');
}

/** Whether the checkpoint asks for a cache of 8 bits, which the engine then takes by itself. */
export function narrowCacheOf(config: ConfigReader): boolean {
  const given = config.object('quantization_config');
  return (
    given?.object('kv_cache_scheme')?.tryNumber('num_bits') === 8 || given?.tryText('kv_cache_quant_algo') === 'FP8'
  );
}

/** compressed-tensors names its format only through the width and type of its weights. */
function wordsOf(given: ConfigReader): string {
  const weights = given.object('config_groups')?.object('group_0')?.object('weights');
  const [bits, type] = [weights?.tryNumber('num_bits'), weights?.tryText('type')];
  if (bits === 4) return type === 'float' ? 'nvfp4' : 'w4a16';
  return bits === 8 ? (type === 'float' ? 'fp8' : 'int8') : '';
}

function format(
  name: string,
  pattern: RegExp,
  bits: number,
  capability: number,
  fallback: number,
  expertsOnly = false,
): (typeof FORMATS)[number] {
  return { pattern, quantization: { name, bits, expertsOnly, capability, fallback } };
}

/** 4-bit integers with a 16-bit scale and a 4-bit zero point per group. */
function fourBits(group: number): number {
  return 4 + (16 + 4) / group;
}
