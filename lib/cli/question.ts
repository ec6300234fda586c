import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { engineMemory } from '../plan/gpu/engine';
import { FitQuestion } from '../plan/gpu/question';
import { readModel } from '../plan/gpu/model-facts';
import { quantizationNamed } from '../plan/gpu/quantization';
import { Gpu } from '../values/gpu';
import { Model } from '../values/model';
import { readJson } from './source';

const OPTIONS = {
  model: { type: 'string' },
  gpu: { type: 'string' },
  gpus: { type: 'string' },
  'tensor-parallel': { type: 'string' },
  'max-model-len': { type: 'string' },
  'max-num-seqs': { type: 'string' },
  'max-num-batched-tokens': { type: 'string' },
  'gpu-memory-utilization': { type: 'string' },
  quantization: { type: 'string' },
  'kv-cache-dtype': { type: 'string' },
  'vllm-version': { type: 'string' },
  'enforce-eager': { type: 'boolean' },
  concurrency: { type: 'string' },
  'mean-tokens': { type: 'string' },
  json: { type: 'boolean' },
} as const;

export interface PlanWords {
  readonly question: FitQuestion;
  readonly json: boolean;
}

/** @throws if the words are no question. */
export function readQuestion(words: string[]): PlanWords {
  const config = { args: words, options: OPTIONS, strict: true, allowPositionals: false, tokens: true } as const;
  const { values, tokens } = parseArgs(config);
  refuseTwice(tokens);
  if (values.model === undefined || values.gpu === undefined) throw new Error('--model and --gpu are needed');
  const whole = (key: keyof typeof values) => wholeNumber(key, values[key]);
  if ((values.concurrency === undefined) !== (values['mean-tokens'] === undefined))
    throw new Error('--concurrency and --mean-tokens need each other');
  const gpu = Gpu.named(values.gpu);
  const version = values['vllm-version'];
  if (version !== undefined) engineMemory(version);
  const question: FitQuestion = {
    modelName: values.model,
    model: readModel(modelConfig(values.model)),
    gpu: {
      product: gpu.product,
      gib: gpu.memoryGiB,
      capability: gpu.computeCapability,
      linked: gpu.linked,
      slice: gpu.isSlice,
      assumption: gpu.assumption,
    },
    parallel: parallelOf(whole('gpus'), whole('tensor-parallel')),
    maxModelLen: values['max-model-len'] === 'auto' ? 'auto' : whole('max-model-len'),
    maxNumSeqs: whole('max-num-seqs'),
    maxNumBatchedTokens: whole('max-num-batched-tokens'),
    utilization: fraction(values['gpu-memory-utilization']),
    quantization: values.quantization === undefined ? undefined : quantizationNamed(values.quantization),
    cacheBytes: cacheBytes(values['kv-cache-dtype']),
    version,
    eager: values['enforce-eager'],
    concurrency: whole('concurrency'),
    meanTokens: whole('mean-tokens'),
  };
  return { question, json: values.json ?? false };
}

/** @throws if the words are not about a folder alone. */
export function readFolder(words: string[]): { readonly folder: string; readonly json: boolean } {
  const options = { dist: { type: 'string' }, json: { type: 'boolean' } } as const;
  const { values, tokens } = parseArgs({ args: words, options, strict: true, allowPositionals: false, tokens: true });
  refuseTwice(tokens);
  return { folder: values.dist ?? '', json: values.json ?? false };
}

/** Of two values the last one would silently win. */
function refuseTwice(
  tokens: readonly { readonly kind: string; readonly name?: string; readonly value?: string }[],
): void {
  const values = new Map<string, string>();
  for (const { kind, name, value } of tokens) {
    if (kind !== 'option' || name === undefined || value === undefined) continue;
    const first = values.get(name);
    if (first !== undefined) throw new Error(`--${name} is given twice: "${first}" and "${value}"`);
    values.set(name, value);
  }
}

function modelConfig(model: string): Record<string, unknown> {
  const folder = statSync(model, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (model.endsWith('.json') && !folder) return configIn(model);
  try {
    return Model.named(model).config;
  } catch (error) {
    throw folder ? new Error(`--model ${model} is a folder: give it ${join(model, 'config.json')}`) : error;
  }
}

function configIn(path: string): Record<string, unknown> {
  const parsed = readJson(path);
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
    return Model.fromConfig({ ...parsed }).config;
  throw new Error(`${path} holds no object`);
}

/** GPUs that tensor parallelism leaves over are stages of a pipeline. */
function parallelOf(gpus: number | undefined, tensor: number | undefined): FitQuestion['parallel'] {
  const all = gpus ?? tensor ?? 1;
  const width = tensor ?? all;
  if (all % width !== 0) throw new Error(`--tensor-parallel must divide --gpus, got ${width} and ${all}`);
  return { tensor: width, stages: all / width };
}

function cacheBytes(dtype: string | undefined): number | undefined {
  if (dtype === undefined || dtype === 'auto') return undefined;
  if (/^fp8/.test(dtype)) return 1;
  if (/^(bf16|bfloat16|fp16|float16|half)$/.test(dtype)) return 2;
  throw new Error(`--kv-cache-dtype must be auto, bfloat16, float16 or one of fp8, got "${dtype}"`);
}

function fraction(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (value > 0 && value <= 1) return value;
  throw new Error(`--gpu-memory-utilization must be above 0 and at most 1, got "${text}"`);
}

function wholeNumber(key: string, text: string | boolean | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new Error(`--${key} must be a whole number above 0, got "${text}"`);
}
