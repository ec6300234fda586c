import type { GpuInferenceProps } from '../props/gpu-inference-props';
import type { Gpu } from '../values/gpu';
import { ModelCacheType } from '../values/model-cache';
import { Fit, fitOf } from './gpu/fit';
import { ModelFacts, readModel } from './gpu/model-facts';
import { quantizationNamed } from './gpu/quantization';
import { FitQuestion } from './gpu/question';
import { Startup, startupSeconds } from './gpu/startup';
import { Problems } from './problems';
import { inMebibytes } from './quantities';
import { isWhole } from './syntax';
import { checkBatch } from './engines/batch';
import { checkDtype } from './engines/dtype';
import { checkQuantization, quantizationIn } from './engines/quantization';
import { floor, sharedUtilization } from './engines/shared-gpu';
import { flagOf, flagValue } from './engines/vllm-options';

/** What the planner decides for a server. */
export interface GpuFit {
  readonly maxModelLen: number;
  readonly cacheGiB: number;
  readonly startup: Startup;
  readonly checkpointGiB: number;
  readonly warnings: readonly string[];
  /** Memory that it takes without a GPU. */
  readonly hostMiB?: number;
  /** For an annotation: what a replica needs, has left and costs. */
  readonly summary: Readonly<Record<string, unknown>>;
}

/** Plans the server, or notes why it cannot run. What other rules refuse is not planned. */
export function planFit(
  problems: Problems,
  props: GpuInferenceProps,
  version: string | undefined,
  embeds: boolean,
): GpuFit | undefined {
  const { model, gpu, maxModelLen, nodes = 1 } = props;
  if (maxModelLen !== undefined && !isWhole(maxModelLen, 1, 10_000_000)) return undefined;
  if (!gpu || !isWhole(gpu.amount, 1, 16) || !isWhole(nodes, 1, 32)) return undefined;
  const question = attempt(problems, () => questionOf(props, gpu, version));
  const fit = question && attempt(problems, () => fitOf(question));
  if (!question || !fit) return undefined;
  checkAgainst(problems, props, question.model, fit, embeds);
  checkDtype(problems, gpu, props.extraArgs ?? []);
  checkBatch(problems, question);
  checkQuantization(problems, question.model, model.id, props.extraArgs ?? [], version);
  const each = nodes > 1 ? `${nodes} nodes of ${gpu.amount}` : String(gpu.amount);
  const subject = `"model" ${model.id} on ${each} × ${gpu.product}`;
  const arithmetic = [...fit.reasons, ...fit.cures.map((cure) => `cure: ${cure}`)]
    .map((line) => `\n      ${line}`)
    .join('');
  if (fit.verdict === 'no') problems.add(`${subject} does not fit:${arithmetic}`);
  return {
    maxModelLen: maxModelLen ?? fit.plannedLength,
    cacheGiB: fit.cacheGiB,
    startup: fit.startup,
    checkpointGiB: fit.checkpointGiB,
    warnings: [
      ...(fit.verdict === 'tight' ? [`${subject} is tight:${arithmetic}`] : []),
      ...shortened(props, question.model, fit),
      ...impatience(props, fit),
    ],
    summary: summaryOf(props, gpu, fit),
  };
}

/** Props that the model's own facts contradict. */
function checkAgainst(
  problems: Problems,
  props: GpuInferenceProps,
  model: ModelFacts,
  fit: Fit,
  embeds: boolean,
): void {
  const { maxModelLen, cache, extraArgs = [] } = props;
  const stretched = extraArgs.some((arg) => flagOf(arg) === '--hf-overrides');
  if (maxModelLen !== undefined && maxModelLen > model.context && !stretched)
    problems.add(`"maxModelLen" must be at most ${model.context}, the model's own context, got ${maxModelLen}`);
  const mebibytes = inMebibytes(cache?.options.size);
  if (mebibytes !== undefined && mebibytes >= 1 && mebibytes < fit.checkpointGiB * 1024)
    problems.add(
      `"cache.size" must hold the model's ${fit.checkpointGiB} GiB, got ${mebibytes / 1024} GiB; ${fit.cacheGiB} GiB are planned`,
    );
  if (model.encoder && !embeds) problems.add('"model" is an encoder, which generates no text: take EmbeddingInference');
}

/** A length that nobody chose: what is longer is refused when somebody asks it. */
function shortened({ maxModelLen, gpu }: GpuInferenceProps, { context }: ModelFacts, fit: Fit): string[] {
  if (maxModelLen !== undefined || fit.verdict === 'no' || fit.plannedLength >= context) return [];
  return [
    `"maxModelLen" is missing and ${fit.plannedLength} of the model's ${context} tokens are planned, which surely fit ` +
      `${gpu?.product ?? 'the GPU'}: longer requests are refused; set it to the length that you need`,
  ];
}

function impatience({ startupTimeout, cache }: GpuInferenceProps, { startup }: Fit): string[] {
  const download = cache?.type === ModelCacheType.EXISTING ? 0 : startup.download;
  const planned = startupSeconds({ ...startup, download });
  if (!startupTimeout || startupTimeout.toMilliseconds() / 1000 >= planned) return [];
  return [
    `"startupTimeout" of ${startupTimeout.toMilliseconds() / 1000} s may end before the first start, planned at ${planned} s`,
  ];
}

function questionOf(
  { model, maxModelLen, nodes = 1, extraArgs = [] }: GpuInferenceProps,
  gpu: Gpu,
  version: string | undefined,
): FitQuestion {
  const quantization = quantizationIn(extraArgs);
  const cache = flagValue(extraArgs, '--kv-cache-dtype') ?? 'auto';
  return {
    modelName: model.id,
    model: readModel(model.config),
    gpu: {
      product: gpu.product,
      gib: gpu.memoryGiB,
      capability: gpu.computeCapability,
      linked: gpu.linked,
      slice: gpu.isSlice,
      assumption: gpu.assumption,
    },
    parallel: { tensor: gpu.amount, stages: nodes },
    maxModelLen: maxModelLen ?? 'auto',
    maxNumSeqs: positive(extraArgs, '--max-num-seqs'),
    maxNumBatchedTokens: positive(extraArgs, '--max-num-batched-tokens'),
    utilization: utilizationOf(gpu, extraArgs),
    quantization: quantization === undefined ? undefined : quantizationNamed(quantization),
    cacheBytes: cache === 'auto' ? undefined : cache.startsWith('fp8') ? 1 : 2,
    version,
    eager: extraArgs.some((arg) => flagOf(arg) === '--enforce-eager'),
  };
}

/**
 * The part of the GPU's memory that the engine may take: of a shared one its equal part at most.
 *
 * @throws if the flag asks for more.
 */
function utilizationOf({ sharers }: Gpu, extraArgs: readonly string[]): number | undefined {
  const given = positive(extraArgs, '--gpu-memory-utilization', 1);
  if (given !== undefined && given * sharers > 1)
    throw new Error(
      `"extraArgs" gives --gpu-memory-utilization ${given} and ${sharers} pods share the GPU: at most ${floor(1 / sharers)} each`,
    );
  return given ?? sharedUtilization(sharers);
}

/** @throws if the flag is there and its value is no number above 0. */
function positive(args: readonly string[], flag: string, most = Infinity): number | undefined {
  const text = flagValue(args, flag);
  if (text === undefined) return undefined;
  if (Number(text) > 0 && Number(text) <= most) return Number(text);
  throw new Error(`"extraArgs" must give ${flag} a number above 0${most === 1 ? ' and at most 1' : ''}, got "${text}"`);
}

function summaryOf({ replicas = 1, nodes = 1, autoscaling }: GpuInferenceProps, gpu: Gpu, fit: Fit): GpuFit['summary'] {
  const { verdict, weightsGiB, kvCacheGiB, kvTokens, interval, concurrency, startupSeconds, cacheGiB } = fit;
  return {
    gpus: { product: gpu.product, perReplica: gpu.amount * nodes, replicas: autoscaling?.maxReplicas ?? replicas },
    ...{ verdict, weightsGiB, kvCacheGiB, overheadGiB: fit.overheadGiB.total },
    ...{ kvTokens, interval, maxModelLen: fit.plannedLength, concurrency, startupSeconds, cacheGiB },
  };
}

export function attempt<T>(problems: Problems, plan: () => T): T | undefined {
  try {
    return plan();
  } catch (error) {
    problems.add(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
