import { ModelFacts } from './model-facts';

/** How a replica is cut: each layer over `tensor` GPUs, the layers over `stages` of such groups. */
export interface Parallel {
  readonly tensor: number;
  readonly stages: number;
}

/** What makes a cut impossible, in sentences. */
export function parallelProblems(model: ModelFacts, { tensor, stages }: Parallel, slice: boolean): string[] {
  const problems: string[] = [];
  if (model.heads % tensor !== 0)
    problems.push(`${tensor}-way tensor parallelism must divide the model's ${model.heads} attention heads`);
  const latent = model.attention.some(({ kind }) => kind === 'latent');
  const uneven = tensor > model.kvHeads ? tensor % model.kvHeads !== 0 : model.kvHeads % tensor !== 0;
  if (!latent && uneven && model.attention.length > 0)
    problems.push(
      `${tensor}-way tensor parallelism does not go evenly into the model's ${model.kvHeads} key-value heads`,
    );
  if (stages > model.layers)
    problems.push(`${stages} pipeline stages are more than the model's ${model.layers} layers`);
  if (slice && tensor * stages > 1) problems.push('a MIG slice cannot be joined with another: take a larger slice');
  return problems;
}

/** Ways to cut the heads that work, up to 16. */
export function tensorSizes(model: ModelFacts): number[] {
  return [1, 2, 4, 8, 16].filter((tensor) => parallelProblems(model, { tensor, stages: 1 }, false).length === 0);
}
