import { EngineMemory } from './engine';
import { GpuFacts } from './gpu-facts';
import { Batch } from './overhead';

/** From this size on, and on no A100, vLLM serves more at once. */
const LARGE_GIB = 70;
const CHUNKED_FROM_LENGTH = 32_768;

/** How much vLLM runs at once when nobody says. */
export function batchOf(
  gpu: GpuFacts,
  engine: EngineMemory,
  maxModelLen: number,
  sequences: number | undefined,
  tokens: number | undefined,
): Batch {
  const chunked = engine.chunked && (gpu.capability >= 8 || engine.chunkedEverywhere);
  const large = chunked && gpu.gib >= LARGE_GIB && gpu.capability !== 8;
  const whole = maxModelLen > CHUNKED_FROM_LENGTH ? 512 : Math.max(2048, maxModelLen);
  return {
    sequences: sequences ?? (large ? 1024 : 256),
    tokens: tokens ?? (chunked ? (large ? 8192 : 2048) : whole),
  };
}
