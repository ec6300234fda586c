import rows from './model-table.json';
import { nearest, normalized } from './names';

/** A model of the table: the facts of its config.json, and where that was read. */
export interface ModelRow {
  readonly id: string;
  /** Builds of the same shape. */
  readonly also?: readonly string[];
  readonly source: string;
  readonly config: Readonly<Record<string, unknown>>;
}

const table: readonly ModelRow[] = rows;

/** How quantized builds are named, and the quantization that they have. */
const BUILDS: readonly [RegExp, string][] = [
  [/-(awq)(-int4)?(-4bit)?$/i, 'awq'],
  [/-(gptq)(-int4)?$/i, 'gptq'],
  [/-quantized\.w4a16$|-w4a16(-g128)?$/i, 'awq'],
  [/-qat-w4a16-ct$/i, 'qat'],
  [/-quantized\.w8a8$|-int8$/i, 'int8'],
  [/-fp8(-dynamic|-block|-kv)?$/i, 'fp8'],
  [/-nvfp4$/i, 'nvfp4'],
  [/(-unsloth)?-bnb-4bit$/i, 'bitsandbytes'],
];

/** @throws if no row has this id, with the nearest ids and what else to do. */
export function modelNamed(id: string): { readonly row: ModelRow; readonly config: ModelRow['config'] } {
  const exact = find((name) => name.toLowerCase() === id.toLowerCase());
  if (exact) return { row: exact, config: exact.config };
  const [pattern, build] = BUILDS.find(([each]) => each.test(id)) ?? [];
  // Who quantizes a model publishes it under a name of their own: what counts is the part behind the slash.
  const base = bare(pattern ? id.replace(pattern, '') : id);
  const row = pattern || !id.includes('/') ? find((name) => bare(name) === base) : undefined;
  if (!row) throw new Error(`"${id}" is not in the table of models; ${cure(id)}`);
  return { row, config: build === undefined ? row.config : built(row.config, build) };
}

function built(config: ModelRow['config'], method: string): ModelRow['config'] {
  if (method !== 'qat') return { ...config, quantization_config: { quant_method: method } };
  // Google's own builds have a scale for every 32 weights, and the head beside the embedding.
  const quantization = { quant_method: 'awq', bits: 4, group_size: 32 };
  const text = config.text_config as ModelRow['config'] | undefined;
  const untied = { tie_word_embeddings: false };
  return { ...config, ...untied, text_config: { ...text, ...untied }, quantization_config: quantization };
}

function find(matches: (name: string) => boolean): ModelRow | undefined {
  return table.find(({ id, also = [] }) => [id, ...also].some(matches));
}

const bare = (id: string): string => normalized(id.split('/').at(-1) ?? '').replace(/^meta(?=llama)/, '');

function cure(id: string): string {
  const names = table.flatMap((row) => [row.id, ...(row.also ?? [])]);
  return `take one of the nearest, ${nearest(id, names, 3).join(', ')}, or describe it by its config.json: Model.fromConfig(json), --model path/to/config.json`;
}
