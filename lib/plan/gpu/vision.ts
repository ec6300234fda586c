import { ConfigReader } from './config';

/** How a model reads images, as far as the profile run feels it. */
export interface Vision {
  readonly width: number;
  readonly intermediate: number;
  /** Patches that become one token. */
  readonly patchesPerToken: number;
  /** Tokens of the largest image, which the engine profiles even if they are more than one step reads. */
  readonly imageTokens: number;
}

/** Families by what is built into their code: none writes all of it into its config.json. */
const SHAPES: readonly { readonly family: RegExp; readonly patchesPerToken: number; readonly imageTokens: number }[] = [
  // Four patches are merged, and 16 million pixels are read at most.
  { family: /^qwen/, patchesPerToken: 4, imageTokens: 16_384 },
  // 64 by 64 patches become 256 tokens.
  { family: /^gemma3/, patchesPerToken: 16, imageTokens: 256 },
  // Three by three patches become a token.
  { family: /^gemma4/, patchesPerToken: 9, imageTokens: 280 },
];

export function visionOf(config: ConfigReader, family: string): Vision | undefined {
  const tower = config.object('vision_config');
  if (!tower) return undefined;
  const width = tower.tryNumber('hidden_size') ?? 0;
  const shape = SHAPES.find((each) => each.family.test(family));
  return {
    width,
    intermediate: tower.tryNumber('intermediate_size') ?? 4 * width,
    patchesPerToken: shape?.patchesPerToken ?? 4,
    imageTokens: shape?.imageTokens ?? 0,
  };
}
