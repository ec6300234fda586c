import { EngineMemory } from './engine';
import { GpuFacts } from './gpu-facts';
import { Batch } from './overhead';

/** From this size on, and on no A100, vLLM serves more at once; from the next one on, it reads more at once. */
const LARGE_GIB = 70;
const HUGE_GIB = 160;
const CHUNKED_FROM_LENGTH = 32_768;

/** How much vLLM runs at once when nobody says. */
export function batchOf(
  gpu: GpuFacts,
  engine: EngineMemory,
  maxModelLen: number,
  sequences: number | undefined,
  tokens: number | undefined,
): Batch {
  const large = engine.second && gpu.gib >= LARGE_GIB && gpu.capability !== 8;
  const chunked = engine.second || maxModelLen > CHUNKED_FROM_LENGTH;
  const whole = chunked ? 512 : Math.max(2048, maxModelLen);
  return {
    sequences: sequences ?? (large ? 1024 : 256),
    tokens: tokens ?? (engine.second ? (large ? (gpu.gib >= HUGE_GIB ? 16_384 : 8192) : 2048) : whole),
    // The first engine profiled chunks without sampling from them.
    samples: engine.second || !chunked || tokens !== undefined,
  };
}
