import { Capacity } from './capacity';
import { FitQuestion } from './question';

/** What the GPU's age means for the formats; fatal where no kernel exists. */
export function formatReasons(
  { gpu, model, cacheBytes }: FitQuestion,
  { quantization }: Capacity,
): { text: string; fatal: boolean }[] {
  const reasons: { text: string; fatal: boolean }[] = [];
  const has = `${gpu.product} has compute capability ${gpu.capability.toFixed(1)}`;
  if (gpu.capability < 8 && !quantization)
    reasons.push({ text: `bfloat16 needs 8.0 and ${has}: the model runs in float16`, fatal: false });
  if (quantization && gpu.capability < quantization.fallback)
    reasons.push({ text: `${quantization.name} needs ${quantization.fallback.toFixed(1)} and ${has}`, fatal: true });
  else if (quantization && gpu.capability < quantization.capability)
    reasons.push({
      text: `${quantization.name} is native from ${quantization.capability.toFixed(1)} and ${has}: weights are widened as they are used, which saves memory but no time`,
      fatal: false,
    });
  if ((cacheBytes ?? model.cacheBytes) === 1 && gpu.capability < 8)
    reasons.push({ text: `an fp8 cache needs 8.0 and ${has}`, fatal: true });
  return reasons;
}

/** The arithmetic, in the order in which vLLM does it. */
export function explain(question: FitQuestion, capacity: Capacity): string[] {
  const { gpu, model, parallel, concurrency = 0, meanTokens = 0 } = question;
  const { activation, cudaGraphs, nonTorch } = capacity.overhead;
  const utilization = question.utilization ?? capacity.engine.utilization;
  const graphs = `CUDA graphs ${gib(cudaGraphs.likely)}${capacity.engine.graphsInBudget ? '' : ' (outside the budget)'}`;
  const format = capacity.quantization?.name ?? 'bf16';
  const perGpu = parallel.tensor * parallel.stages > 1 ? ' per GPU' : '';
  return [
    ...(gpu.assumption === undefined ? [] : [gpu.assumption]),
    `budget: ${gpu.product} shows ${gib(gpu.gib)}, of which vLLM ${capacity.engine.version} takes ${utilization} = ${gib(capacity.budgetGiB)}`,
    `weights: ${gib(capacity.weightsGiB)}${perGpu} as ${format}; overhead: activation ${gib(activation.likely)}, ${graphs}, other ${gib(nonTorch.likely)}`,
    model.encoder
      ? 'an encoder keeps no KV cache'
      : `KV cache: ${gib(capacity.cacheGiB.low)} to ${gib(capacity.cacheGiB.high)} remain; one sequence of ${capacity.maxModelLen} tokens takes ${gib(capacity.sequenceGiB(capacity.maxModelLen))}`,
    ...(capacity.maxModelLen > model.context
      ? [
          `${capacity.maxModelLen} tokens are more than the model's own context of ${model.context}: vLLM refuses them without --hf-overrides`,
        ]
      : []),
    ...statesReason(capacity),
    ...(concurrency > 0
      ? [`${concurrency} sequences of ${meanTokens} tokens take ${gib(concurrency * capacity.sequenceGiB(meanTokens))}`]
      : []),
    ...(capacity.outsideGiB.high < 0
      ? [`outside the budget ${gib(-capacity.outsideGiB.likely)} are missing for the driver and CUDA graphs`]
      : []),
    ...formatReasons(question, capacity)
      .filter(({ fatal }) => !fatal)
      .map(({ text }) => text),
  ];
}

/** @see https://github.com/vllm-project/vllm/pull/38270 */
function statesReason({ states, batch }: Capacity): string[] {
  if (!states || batch.sequences <= states.low) return [];
  return [
    `vLLM starts only if each of the ${batch.sequences} sequences that may run at once has a block for its state: there are ${states.low} to ${states.high}`,
  ];
}

const gib = (amount: number): string => `${amount.toFixed(2)} GiB`;
