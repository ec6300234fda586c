import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { NetworkPeer } from '../values/network-peer';
import { ServerEnd } from './edges';
import { Part } from './part';
import { Problems } from './problems';
import { databaseEnv, embeddingEnv, llmEnv, planNames } from './wiring';

/** The joints: environment variables and edges to the LLM, the embedding model and the database. */
export function planBackends(problems: Problems, { llm, embeddings, database, wiring }: LlmWebAppProps): Part {
  const names = planNames(problems, wiring);
  return {
    env: [
      ...llmEnv(problems, names, llm),
      ...embeddingEnv(problems, names, embeddings),
      ...databaseEnv(names, database),
    ],
    servers: [llm, embeddings, database].filter((backend) => backend !== undefined).map(serverEnd),
  };
}

function serverEnd({ peer, port }: { readonly peer: NetworkPeer; readonly port: number }): ServerEnd {
  return { namespace: peer.namespace, labels: peer.labels, port };
}
