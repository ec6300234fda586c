import { Fit, fitOf } from '../plan/gpu/fit';
import { FitQuestion } from '../plan/gpu/question';
import { planOfDist } from './dist';
import { EXIT, reading } from './exit';
import { readFolder, readQuestion } from './question';

/** Answers one question, or sums up a folder of manifests, and gives the exit status that says the verdict. */
export function plan(words: string[], print: (text: string) => void): number {
  if (words.some((word) => /^--dist(=|$)/.test(word))) {
    const { folder, json } = reading(() => readFolder(words));
    return planOfDist(folder, json, print);
  }
  const { question, json } = reading(() => readQuestion(words));
  const fit = reading(() => fitOf(question));
  print(json ? JSON.stringify(fit, undefined, 2) : told(question, fit));
  return EXIT[fit.verdict];
}

function told(question: FitQuestion, fit: Fit): string {
  const gpus = question.parallel.tensor * question.parallel.stages;
  const [low, high] = fit.interval;
  const lines = [
    `${question.modelName} on ${gpus} × ${question.gpu.product}: ${fit.verdict}`,
    ...fit.reasons.map((reason) => `  ${reason}`),
    `  ${fit.kvTokens} tokens of KV cache (${low} to ${high}), longest sequence ${fit.maxModelLen}, ${fit.concurrency} at once`,
    `  first answer after ${fit.startupSeconds} s (download ${fit.startup.download} s), volume ${fit.cacheGiB} GiB`,
    ...fit.cures.map((cure) => `  cure: ${cure}`),
  ];
  return lines.join('\n');
}
