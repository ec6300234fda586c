import { GpuFacts } from './gpu-facts';
import { ModelFacts } from './model-facts';
import { Parallel } from './parallel';
import { Quantization } from './quantization';

/** What is asked: a model on GPUs, and what differs from the engine's defaults. */
export interface CapacityQuestion {
  readonly model: ModelFacts;
  readonly gpu: GpuFacts;
  readonly parallel: Parallel;
  /** `auto` is the longest that surely fits; undefined is the model's own context, as vLLM takes it. */
  readonly maxModelLen?: number | 'auto';
  readonly maxNumSeqs?: number;
  readonly maxNumBatchedTokens?: number;
  readonly utilization?: number;
  /** Over that of the checkpoint. */
  readonly quantization?: Quantization;
  /** Bytes of a number in the cache, over what the checkpoint asks for. */
  readonly cacheBytes?: number;
  readonly version?: string;
  readonly eager?: boolean;
}

/** A question, and what shall run at once beyond one longest sequence. */
export interface FitQuestion extends CapacityQuestion {
  readonly modelName: string;
  readonly concurrency?: number;
  readonly meanTokens?: number;
}
