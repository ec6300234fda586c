/** A Hugging Face `config.json`, as it was parsed: whatever its family writes into it. */
export type Config = Readonly<Record<string, unknown>>;

/** Reads a config.json; a model with a vision tower keeps the facts of its text under `text_config`. */
export class ConfigReader {
  readonly text: Config;

  constructor(readonly whole: Config) {
    this.text = isObject(whole.text_config) ? { ...whole, ...whole.text_config } : whole;
  }

  /** The first of these keys that holds a number. */
  tryNumber(...keys: string[]): number | undefined {
    return keys.map((key) => this.text[key]).find((value): value is number => typeof value === 'number');
  }

  /** @throws if none of these keys holds a whole number above 0. */
  number(...keys: string[]): number {
    const value = this.tryNumber(...keys);
    if (value === undefined || !Number.isInteger(value) || value < 1)
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

function isObject(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
