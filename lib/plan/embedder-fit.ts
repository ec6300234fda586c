import type { GpuInferenceProps } from '../props/gpu-inference-props';
import { attempt, GpuFit } from './gpu-fit';
import { readModel } from './gpu/model-facts';
import { startupOf, startupSeconds, volumeGiB } from './gpu/startup';
import { checkpointGiB } from './gpu/weights';
import { Problems } from './problems';

const GIB = 2 ** 30;
const WIDE_BYTES = 4;
/** Tokens of one step. */
const BATCH_TOKENS = 16_384;
/** The program itself. */
const BASE_GIB = 0.5;

/** Plans Text Embeddings Inference on the CPU: all in 32 bits, and the attention of one longest input at once. */
export function planEmbedder(problems: Problems, props: GpuInferenceProps): GpuFit | undefined {
  const model = attempt(problems, () => readModel(props.model.config));
  if (!model) return undefined;
  const weights = (checkpointGiB(model) * WIDE_BYTES) / model.storedBytes;
  const step = (BATCH_TOKENS * (4 * model.hidden + 2 * model.intermediate) * WIDE_BYTES) / GIB;
  const attention = (model.heads * Math.min(model.context, BATCH_TOKENS) ** 2 * WIDE_BYTES) / GIB;
  const startup = startupOf(model, true);
  const cacheGiB = volumeGiB(model);
  return {
    maxModelLen: model.context,
    cacheGiB,
    startup,
    checkpointGiB: checkpointGiB(model),
    warnings: [],
    hostMiB: Math.ceil((weights + step + attention + BASE_GIB) * 1024),
    summary: {
      gpus: { product: 'CPU', perReplica: 0, replicas: props.replicas ?? 1 },
      ...{ verdict: 'fits', weightsGiB: round(weights), kvCacheGiB: 0, overheadGiB: round(step + attention) },
      ...{ maxModelLen: model.context, startupSeconds: startupSeconds(startup), cacheGiB },
    },
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
