import type { IEmbeddingBackend } from '../props/embedding-backend';
import type { ILlmBackend } from '../props/llm-backend';
import type { LlmWebAppProps } from '../props/llm-web-app-props';
import type { IVectorDatabase } from '../props/vector-database';
import type { WiringNames } from '../values/wiring-names';
import { Part, sumOf } from './part';
import { reach } from './peers';
import { Problems } from './problems';
import { proxyEnv } from './proxy-env';
import { checkSeconds } from './syntax';
import { databaseEnv, embeddingEnv, llmEnv, planNames, prefixedNames, prefixOf } from './wiring';

/** A backend, the prop in which it was given, and the variables in which the app finds it. */
interface Given<Backend> {
  readonly prop: string;
  readonly backend: Backend;
  readonly names: Required<WiringNames>;
  /** What the variables of libpq begin with. */
  readonly prefix: string;
}

/** Everything that an app talks to, in one list per kind: the one without a name first. */
export interface Backends {
  readonly llms: readonly Given<ILlmBackend>[];
  readonly embeddings: readonly Given<IEmbeddingBackend>[];
  readonly databases: readonly Given<IVectorDatabase>[];
}

/** Time for the longest answer when no LLM says how long it takes. */
const DRAIN_SECONDS = 30;

export function backendsOf(problems: Problems, props: LlmWebAppProps): Backends {
  const names = planNames(problems, props.wiring);
  const given = <Backend>(
    prop: string,
    one: Backend | undefined,
    more: string,
    others: { [name: string]: Backend } = {},
  ) => [
    ...(one ? [{ prop, backend: one, names, prefix: '' }] : []),
    ...Object.entries(others).map(([name, backend]) => ({
      prop: `${more}["${name}"]`,
      backend,
      names: prefixedNames(name),
      prefix: prefixOf(name),
    })),
  ];
  return {
    llms: given('llm', props.llm, 'moreLlms', props.moreLlms),
    embeddings: given('embeddings', props.embeddings, 'moreEmbeddings', props.moreEmbeddings),
    databases: given('database', props.database, 'moreDatabases', props.moreDatabases),
  };
}

/** The joints: environment variables and edges to the LLMs, the embedding models and the databases. */
export function planBackends(problems: Problems, namespace: string, { llms, embeddings, databases }: Backends): Part {
  const env = [
    ...llms.flatMap(({ prop, backend, names }) => llmEnv(problems, names, backend, prop)),
    ...embeddings.flatMap(({ prop, backend, names }) => embeddingEnv(problems, names, backend, prop)),
    ...databases.flatMap(({ backend, names, prefix }) => databaseEnv(names, backend, prefix)),
    ...proxyEnv(problems, [...llms, ...embeddings]),
  ];
  const edges = [...llms, ...embeddings, ...databases].map(({ backend }) => reach(backend, namespace));
  return sumOf([{ env }, ...edges]);
}

/** How long the longest answer may take: an app that is told to stop waits as long. */
export function planDrain(problems: Problems, { llms }: Backends): number {
  const seconds = llms.map(({ prop, backend }) =>
    checkSeconds(problems, `${prop}.drain`, backend.drain, DRAIN_SECONDS),
  );
  return seconds.length > 0 ? Math.max(...seconds) : DRAIN_SECONDS;
}
