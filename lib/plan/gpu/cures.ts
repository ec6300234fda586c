import { capacityOf, USEFUL_TOKENS } from './capacity';
import { FitQuestion } from './question';
import { tensorSizes } from './parallel';
import { quantizationNamed } from './quantization';

/** Changes of the question after which it surely fits, one at a time, the cheapest first. */
export function curesFor(question: FitQuestion, fits: (question: FitQuestion) => boolean): string[] {
  return [
    ...fewer(question, fits),
    ...shorter(question, fits),
    ...narrower(question, fits),
    ...moreGpus(question, fits),
    ...eager(question, fits),
  ];
}

/** Sequences at once, of a model that keeps a state for each. */
function fewer(question: FitQuestion, fits: (question: FitQuestion) => boolean): string[] {
  const { states, batch } = capacityOf(question);
  if (!states || batch.sequences <= states.low) return [];
  const sequences = 2 ** Math.floor(Math.log2(Math.max(1, states.low)));
  return fits({ ...question, maxNumSeqs: sequences }) ? [`max-num-seqs ${sequences}`] : [];
}

function shorter(question: FitQuestion, fits: (question: FitQuestion) => boolean): string[] {
  const length = capacityOf(question).longest.low;
  const rounded = length - (length % 1024);
  if (rounded < USEFUL_TOKENS || !fits({ ...question, maxModelLen: rounded })) return [];
  return [`max-model-len ${rounded}`];
}

function narrower(question: FitQuestion, fits: (question: FitQuestion) => boolean): string[] {
  const { model, gpu } = question;
  const cures: string[] = [];
  const cache = (question.cacheBytes ?? model.cacheBytes) > 1 && gpu.capability >= 8.9 && !model.encoder;
  if (cache && fits({ ...question, cacheBytes: 1 })) cures.push('fp8 KV cache');
  if (question.quantization ?? model.quantization) return cures;
  if (gpu.capability >= 8.9 && fits({ ...question, quantization: quantizationNamed('fp8') }))
    cures.push('FP8 build of this model');
  if (fits({ ...question, quantization: quantizationNamed('awq') })) cures.push('AWQ build of this model');
  if (cures.length === 0 && cache && fits({ ...question, quantization: quantizationNamed('awq'), cacheBytes: 1 }))
    cures.push('AWQ build of this model with an fp8 KV cache');
  return cures;
}

function moreGpus(question: FitQuestion, fits: (question: FitQuestion) => boolean): string[] {
  const { parallel, gpu, model } = question;
  if (gpu.slice) return [];
  const enough = tensorSizes(model)
    .filter((tensor) => tensor > parallel.tensor)
    .find((tensor) => fits({ ...question, parallel: { ...parallel, tensor } }));
  return enough === undefined ? [] : [`${enough * parallel.stages} × ${gpu.product}`];
}

function eager(question: FitQuestion, fits: (question: FitQuestion) => boolean): string[] {
  return !question.eager && fits({ ...question, eager: true }) ? ['enforce-eager'] : [];
}
