import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gpuNamed } from '../../../../lib/data/gpus';
import { FitQuestion } from '../../../../lib/plan/gpu/question';
import { readModel } from '../../../../lib/plan/gpu/model-facts';
import { Quantization, quantizationNamed } from '../../../../lib/plan/gpu/quantization';
import { Model } from '../../../../lib/values/model';
import { shapes } from './shapes';

/** One row of the measured cases: what somebody's vLLM printed. */
export type Case = Record<string, string>;

/** Cases that no planner of memory can answer: what decided them is not in the columns. */
export const UNANSWERABLE: Record<string, string> = {
  c061: 'another process held 500 MiB, and LoRA doubled the CUDA graphs',
  c047: 'images take 15.73 GiB of activations',
  c065: 'LoRA slots',
  c067: 'LoRA slots',
  c069: 'LoRA slots',
  c087: 'two data-parallel groups that share their experts',
  c083: 'a pipeline of two unlike GPUs, partitioned by hand',
  c122: 'another service held 4.9 GiB',
  c110: 'a mix of formats by hand',
  c138: 'compressed attention',
  c139: 'compressed attention',
  c140: 'compressed attention',
};

/** `vllm-cases` are those that constants are fitted to; `found-cases` were read elsewhere, and nothing is fitted to them. */
export function readCases(name: 'vllm-cases' | 'found-cases' = 'vllm-cases'): Case[] {
  const text = readFileSync(join(__dirname, `../../../fixtures/${name}.csv`), 'utf8');
  const [head = [], ...rows] = text.trim().split(/\r?\n/).map(cells);
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
}

export const gradeOf = (row: Case): string => /^Q:(\w)/.exec(row.notes!)?.[1] ?? '';

/** The question that a row puts, or undefined where the model is not known or the GPU not named. */
export function questionOf(row: Case): FitQuestion | undefined {
  const config = configOf(row.model!);
  if (!config || row.id! in UNANSWERABLE || !/\w/.test(row.gpu!)) return undefined;
  const model = readModel(config);
  const [gpus, tensor] = [Number(row.gpu_count) || Number(row.tp) || 1, Number(row.tp) || Number(row.gpu_count) || 1];
  const figures = gpuOf(row);
  if (!figures) return undefined;
  return {
    modelName: row.model!,
    model,
    gpu: { ...figures, slice: false },
    parallel: { tensor, stages: Math.max(1, gpus / tensor) },
    maxModelLen: numberIn(row.max_model_len) ?? 'auto',
    maxNumSeqs: numberIn(row.max_num_seqs) ?? numberIn(/max_num_seqs (\d+)/.exec(row.notes!)?.[1]),
    maxNumBatchedTokens: numberIn(/batched (\d+)/.exec(row.notes!)?.[1]),
    utilization: utilizationOf(row),
    quantization: quantizationOf(row, model.quantization),
    cacheBytes: /fp8/.test(row.kv_dtype!) ? 1 : undefined,
    version: versionOf(row),
    eager: row.enforce_eager === 'true',
  };
}

function configOf(name: string): Record<string, unknown> | undefined {
  const shape = shapes.find(({ pattern }) => pattern.test(name));
  if (shape) return typeof shape.config === 'string' ? Model.named(shape.config).config : shape.config;
  try {
    return Model.named(name).config;
  } catch {
    return undefined;
  }
}

function gpuOf(row: Case) {
  const measured = /card=([\d.]+)/.exec(row.notes!)?.[1];
  const name = row
    .gpu!.replace(/^\d+GB[ -](class|Turing-class) /, '')
    .replace(/-?(class|like)\b/g, '')
    .replace('single GPU', 'H100');
  try {
    const figures = gpuNamed(/80GB H100/.test(row.gpu!) ? 'H100' : /NVL|Azure/.test(row.gpu!) ? 'H100 NVL' : name);
    return measured ? { ...figures, gib: Number(measured) } : figures;
  } catch {
    return undefined;
  }
}

function quantizationOf(row: Case, native: Quantization | undefined): Quantization | undefined {
  if (native) return undefined;
  const word = row.quant!.split(' ')[0]!.replace(/^4-bit$/, 'awq');
  return word === '' || word === 'bf16' || word === 'fp16' ? undefined : quantizationNamed(word);
}

/** What was stated, or what is known of who ran it. */
function utilizationOf(row: Case): number | undefined {
  const stated = numberIn(row.util!.replace('~', '')) ?? numberIn(/= (\d+)%\)/.exec(row.notes!)?.[1]);
  if (stated !== undefined) return stated > 1 ? stated / 100 : stated;
  // KAITO passes 0.84 (pkg/model/interface.go at 2853512). Its A10 is a virtual one, which shows more than a card: 0.9 of that.
  return row.util === '' && /kaito/.test(row.source!) && !/A10/.test(row.gpu!) ? 0.84 : undefined;
}

/** The version, or what the notes let one think. */
function versionOf(row: Case): string {
  const stated = /^\d+\.\d+(\.\d+)?/.exec(row.vllm_version!)?.[0];
  if (stated) return stated;
  const text = `${row.vllm_version} ${row.notes} ${row.source}`;
  // The second engine does not print this line.
  if (/non_torch/.test(row.notes!) && !/V1|2023|2024/.test(text)) return '0.7.3';
  if (/V0|2023|2024|0\.7/.test(text) && !/V1/.test(text)) return '0.6.6';
  if (/2026|Qwen3\.[5-9]|gemma-4/.test(`${text} ${row.model}`)) return '0.22.0';
  return '0.10.2';
}

function numberIn(text: string | undefined): number | undefined {
  return text && /^[\d.]+$/.test(text) ? Number(text) : undefined;
}

/** CSV with quotes, without line breaks inside of them. */
function cells(line: string): string[] {
  const found = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)];
  return found.map(([, quoted, plain]) => quoted?.replace(/""/g, '"') ?? plain ?? '');
}
