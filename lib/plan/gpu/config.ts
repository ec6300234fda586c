import { isWhole } from '../syntax';

/** A Hugging Face `config.json`, as it was parsed: whatever its family writes into it. */
export type Config = Readonly<Record<string, unknown>>;

/** What differs from counts of heads, experts, words and the widths of matrices. */
const BOUNDS = new Map<string, readonly [least: number, most: number]>([
  ['num_hidden_layers', [0, 10_000]],
  ['n_layer', [0, 10_000]],
  ['head_dim', [1, 10_000_000]],
  ['num_key_value_heads', [1, 10_000_000]],
  ['num_kv_heads', [1, 10_000_000]],
  ['n_head_kv', [1, 10_000_000]],
  ['intermediate_size', [1, 10_000_000]],
  ['ffn_dim', [1, 10_000_000]],
  ['ffn_hidden_size', [1, 10_000_000]],
  ['n_inner', [1, 10_000_000]],
  ['d_ff', [1, 10_000_000]],
  ['expansion_ratio', [1, 100]],
  ['full_attention_interval', [1, 10_000]],
  ['sliding_window_pattern', [1, 10_000]],
  ['max_position_embeddings', [0, 1_000_000_000]],
  ['n_positions', [0, 1_000_000_000]],
  ['seq_length', [0, 1_000_000_000]],
  ['sliding_window', [1, 1_000_000_000]],
  ['bits', [1, 32]],
  ['num_bits', [1, 32]],
  ['group_size', [-1, 10_000_000]], // -1 is one group for a whole row
]);

/** Reads a config.json; a model with a vision tower keeps the facts of its text under `text_config`. */
export class ConfigReader {
  readonly text: Config;

  constructor(readonly whole: Config) {
    this.text = isObject(whole.text_config) ? { ...whole, ...whole.text_config } : whole;
  }

  /**
   * What the first of these keys holds that is there; null says as little as no key.
   *
   * @throws if no model could have it: a text, a count below 0, or one that no memory could hold.
   */
  tryNumber(...keys: string[]): number | undefined {
    const key = keys.find((one) => this.text[one] !== undefined && this.text[one] !== null);
    if (key === undefined) return undefined;
    const value = this.text[key];
    const [least, most] = BOUNDS.get(key) ?? [0, 10_000_000];
    if (typeof value === 'number' && isWhole(value, least, most)) return value;
    throw new Error(
      `the model's config.json must hold a whole number from ${least} to ${most} as "${key}", got ${told(value)}`,
    );
  }

  /** @throws if none of these keys holds a whole number above 0. */
  number(...keys: string[]): number {
    const value = this.tryNumber(...keys);
    if (value === undefined || value < 1)
      throw new Error(`the model's config.json must hold a whole number above 0 as "${keys.join('" or "')}"`);
    return value;
  }

  tryBoolean(key: string): boolean | undefined {
    const value = this.text[key];
    return typeof value === 'boolean' ? value : undefined;
  }

  tryText(...keys: string[]): string | undefined {
    return keys.map((key) => this.text[key]).find((value): value is string => typeof value === 'string');
  }

  /** The list of strings under a key, empty if there is none. */
  texts(key: string): readonly string[] {
    const value = this.text[key];
    return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
  }

  object(key: string): ConfigReader | undefined {
    const value = this.whole[key] ?? this.text[key];
    return isObject(value) ? new ConfigReader(value) : undefined;
  }
}

const told = (value: unknown): string => (typeof value === 'number' ? String(value) : JSON.stringify(value));

function isObject(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
