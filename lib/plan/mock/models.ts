import type { MockLlmProps } from '../../props/mock-llm-props';
import { Problems } from '../problems';
import { checkModelName, checkWhole } from '../syntax';

/** What is served. */
export interface MockModels {
  readonly chat: readonly [string, ...string[]];
  readonly embedding: string;
  readonly dimensions: number;
}

/** pgvector stores no longer vectors. */
const MAX_DIMENSIONS = 16_000;

export function mockModels(props: MockLlmProps): MockModels {
  return {
    chat: [props.servedModelName ?? 'mock-llm', ...(props.moreModels ?? [])],
    embedding: props.embeddingModelName ?? 'mock-embedding',
    dimensions: props.embeddingDimensions ?? 384,
  };
}

/** A name means one model, so that nobody wonders which of two answered. */
export function checkModels(
  problems: Problems,
  props: MockLlmProps,
  { chat, embedding, dimensions }: MockModels,
): void {
  const list = (prop: string, names: readonly string[] = []): [string, string][] =>
    names.map((name, index) => [`${prop}[${index}]`, name]);
  const names: [prop: string, name: string][] = [
    ['servedModelName', chat[0]],
    ['embeddingModelName', embedding],
    ...list('moreModels', props.moreModels),
    ...list('aliases', props.aliases),
    ...list('embeddingAliases', props.embeddingAliases),
  ];
  for (const [prop, name] of names) checkModelName(problems, prop, name);
  names.forEach(([prop, name], index) => {
    const [first] = names.find(([, other]) => other === name) ?? [prop];
    problems.require(names[index]?.[0] === first, prop, `another name than "${first}"`, name);
  });
  checkWhole(problems, 'embeddingDimensions', dimensions, 1, MAX_DIMENSIONS);
}
