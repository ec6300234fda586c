import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { Part, sumOf } from './part';
import { reach } from './peers';
import { Problems } from './problems';
import { databaseEnv, embeddingEnv, llmEnv, planNames } from './wiring';

/** The joints: environment variables and edges to the LLM, the embedding model and the database. */
export function planBackends(
  problems: Problems,
  namespace: string,
  { llm, embeddings, database, wiring }: LlmWebAppProps,
): Part {
  const names = planNames(problems, wiring);
  const env = [
    ...llmEnv(problems, names, llm),
    ...embeddingEnv(problems, names, embeddings),
    ...databaseEnv(names, database),
  ];
  const backends = [llm, embeddings, database].filter((backend) => backend !== undefined);
  return sumOf([{ env }, ...backends.map((backend) => reach(backend, namespace))]);
}
