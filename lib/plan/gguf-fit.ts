import type { GpuInferenceProps } from '../props/gpu-inference-props';
import { attempt, GpuFit } from './gpu-fit';
import { longestSequence } from './gpu/kv-cache';
import { ModelFacts, readModel } from './gpu/model-facts';
import { startupSeconds } from './gpu/startup';
import { Problems } from './problems';
import { inMebibytes } from './quantities';
import { isWhole } from './syntax';

const GIB = 2 ** 30;
/** Tokens of one step, for which llama.cpp reserves its buffers. */
const STEP = 512;
/** A laptop's memory is for more than caches: on the CPU nobody waits for longer prompts. */
const CPU_LENGTH = 8192;
/** The program itself, or the driver's share of a GPU. */
const BASE_GIB = 0.5;
/** What a GPU keeps free beside the plan, which no measurement has tightened. */
const SPARE = 0.05;
/** Rates of a hub and a disk without luck, in GiB/s. */
const RATES = { download: 0.1, load: 0.4 };
const LAUNCH_SECONDS = 10;

const BLOCK = 16;
const CACHE_BYTES = 2;

/** Plans llama.cpp: the file as it is, a cache for each answer at a time, and the buffers of one step. */
export function planGguf(problems: Problems, props: GpuInferenceProps): GpuFit | undefined {
  const { gpu, engine } = props;
  const model = attempt(problems, () => readModel(props.model.config));
  if (!model || props.model.ggufFile === undefined || (gpu && !isWhole(gpu.amount, 1, 16))) return undefined;
  const parallel = engine?.parallel ?? 1;
  const weights = (inMebibytes(props.model.ggufSize) ?? 0) / 1024;
  const buffers = (STEP * 4 * (model.vocabulary + 4 * model.intermediate + 8 * model.hidden)) / GIB;
  const room = gpu
    ? (gpu.memoryGiB / gpu.sharers) * gpu.amount * (1 - SPARE) - weights - buffers - BASE_GIB * gpu.amount
    : Infinity;
  const sequence = (tokens: number) => sequenceBytes(model, tokens);
  const longest = gpu
    ? longestSequence(model.context, Math.max(0, room * GIB) / parallel, sequence)
    : Math.min(model.context, CPU_LENGTH);
  const maxModelLen = props.maxModelLen ?? longest;
  const cache = (parallel * sequence(maxModelLen)) / GIB;
  if (gpu && (cache > room || maxModelLen === 0))
    problems.add(
      `"model" ${props.model.id} on ${gpu.amount} × ${gpu.product} does not fit: ${gib(weights)} of weights and ${gib(buffers)} of buffers ` +
        `leave ${gib(Math.max(0, room))} for ${parallel} × ${maxModelLen} tokens, which take ${gib(cache)}`,
    );
  const startup = {
    download: Math.ceil(weights / RATES.download),
    launch: LAUNCH_SECONDS,
    load: Math.ceil(weights / RATES.load),
    compile: 0,
  };
  return {
    maxModelLen,
    cacheGiB: Math.ceil(weights * 1.2 + 2),
    startup,
    checkpointGiB: weights,
    warnings: [],
    hostMiB: gpu ? undefined : Math.ceil((weights + cache + buffers + BASE_GIB) * 1024),
    summary: {
      gpus: {
        product: gpu?.product ?? 'CPU',
        perReplica: gpu?.amount ?? 0,
        replicas: props.autoscaling?.maxReplicas ?? props.replicas ?? 1,
      },
      ...{ verdict: 'fits', weightsGiB: round(weights), kvCacheGiB: round(cache), overheadGiB: round(buffers) },
      ...{
        kvTokens: parallel * maxModelLen,
        maxModelLen,
        concurrency: parallel,
        startupSeconds: startupSeconds(startup),
      },
      cacheGiB: Math.ceil(weights * 1.2 + 2),
    },
  };
}

/** Each layer keeps what it needs; one with a window keeps a step beside it. */
function sequenceBytes({ attention }: ModelFacts, tokens: number): number {
  return attention.reduce((sum, { layers, kvHeads, width, window, stateBytes = 0 }) => {
    const held = window === undefined ? tokens : Math.min(tokens, window - 1 + STEP + BLOCK);
    return sum + layers * (stateBytes + Math.max(1, kvHeads) * width * CACHE_BYTES * Math.ceil(held / BLOCK) * BLOCK);
  }, 0);
}

const round = (value: number): number => Math.round(value * 100) / 100;
const gib = (amount: number): string => `${amount.toFixed(2)} GiB`;
