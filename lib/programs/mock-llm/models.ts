import { Config } from './config';
import { unknownModel } from './errors';

/** The name under which a model is counted; throws for a name that nobody serves. */
export function chatModel({ models, aliases }: Config, asked: string): string {
  const name = untagged(asked);
  if (models.includes(name)) return name;
  if (aliases.includes(name)) return models[0]!;
  throw unknownModel(asked, models);
}

export function embeddingModel({ embedding: { model, aliases } }: Config, asked: string): string {
  const name = untagged(asked);
  if (name === model || aliases.includes(name)) return model;
  throw unknownModel(asked, [model]);
}

/** Reranking and tokenizing are done by any of them. */
export function anyModel(config: Config, asked: string): string {
  const name = untagged(asked);
  if (listed(config).includes(name)) return name;
  if (config.aliases.includes(name)) return config.models[0]!;
  if (config.embedding.aliases.includes(name)) return config.embedding.model;
  throw unknownModel(asked, listed(config));
}

/** Their own names; aliases are answered to but not advertised. */
export const listed = (config: Config): string[] => [...new Set([...config.models, config.embedding.model])];

/** Ollama's clients call the default version of a model by a tag. */
const untagged = (name: string): string => name.replace(/:latest$/, '');
