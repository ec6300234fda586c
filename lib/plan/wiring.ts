import type { IEmbeddingBackend } from '../props/embedding-backend';
import type { ILlmBackend } from '../props/llm-backend';
import type { IVectorDatabase } from '../props/vector-database';
import type { WiringNames } from '../values/wiring-names';
import { EnvPlan } from './objects';
import { Problems } from './problems';
import { secretEnv } from './secret-env';
import { checkEnvName } from './syntax';

/** The names that the OpenAI SDKs read, and their neighbours for embeddings. */
const NAMES: Required<WiringNames> = {
  llmBaseUrl: 'OPENAI_BASE_URL',
  llmApiKey: 'OPENAI_API_KEY',
  llmModel: 'LLM_MODEL',
  embeddingBaseUrl: 'EMBEDDING_BASE_URL',
  embeddingApiKey: 'EMBEDDING_API_KEY',
  embeddingModel: 'EMBEDDING_MODEL',
  embeddingDimensions: 'EMBEDDING_DIMENSIONS',
  databaseUrl: 'DATABASE_URL',
};

export function planNames(problems: Problems, given: WiringNames = {}): Required<WiringNames> {
  const names = { ...NAMES, ...Object.fromEntries(Object.entries(given).filter(([, name]) => name !== undefined)) };
  for (const [prop, name] of Object.entries(names)) checkEnvName(problems, `wiring.${prop}`, name);
  return names;
}

/** Names for one backend among several: its own name, in capitals, comes first. */
export function prefixedNames(name: string): Required<WiringNames> {
  const prefix = prefixOf(name);
  return {
    llmBaseUrl: `${prefix}BASE_URL`,
    llmApiKey: `${prefix}API_KEY`,
    llmModel: `${prefix}MODEL`,
    embeddingBaseUrl: `${prefix}BASE_URL`,
    embeddingApiKey: `${prefix}API_KEY`,
    embeddingModel: `${prefix}MODEL`,
    embeddingDimensions: `${prefix}DIMENSIONS`,
    databaseUrl: `${prefix}DATABASE_URL`,
  };
}

/** `query-router` becomes `QUERY_ROUTER_`. */
export const prefixOf = (name: string): string => `${name.toUpperCase().replace(/-/g, '_')}_`;

export function llmEnv(
  problems: Problems,
  names: Required<WiringNames>,
  llm: ILlmBackend | undefined,
  prop = 'llm',
): EnvPlan[] {
  if (!llm) return [];
  return [
    { name: names.llmBaseUrl, value: llm.baseUrl },
    ...keyEnv(problems, `${prop}.apiKey`, names.llmApiKey, llm),
    { name: names.llmModel, value: llm.servedModelName },
  ];
}

export function embeddingEnv(
  problems: Problems,
  names: Required<WiringNames>,
  embeddings: IEmbeddingBackend | undefined,
  prop = 'embeddings',
): EnvPlan[] {
  if (!embeddings) return [];
  return [
    { name: names.embeddingBaseUrl, value: embeddings.baseUrl },
    ...keyEnv(problems, `${prop}.apiKey`, names.embeddingApiKey, embeddings),
    { name: names.embeddingModel, value: embeddings.embeddingModelName },
    { name: names.embeddingDimensions, value: String(embeddings.embeddingDimensions) },
  ];
}

/**
 * What libpq and every driver read. The URI goes last: without a key of its own it is composed of the others.
 *
 * @param prefix What the variables of one database among several begin with.
 */
export function databaseEnv(
  names: Required<WiringNames>,
  database: IVectorDatabase | undefined,
  prefix = '',
): EnvPlan[] {
  if (!database) return [];
  const { host, port, databaseName, secretKeys } = database;
  const secret = database.secret.name;
  const part = (name: string) => `$(${prefix}${name})`;
  const composed = `postgresql://${part('PGUSER')}:${part('PGPASSWORD')}@${part('PGHOST')}:${part('PGPORT')}/${part('PGDATABASE')}`;
  return [
    { name: `${prefix}PGHOST`, value: host },
    { name: `${prefix}PGPORT`, value: String(port) },
    { name: `${prefix}PGDATABASE`, value: databaseName },
    { name: `${prefix}PGUSER`, secret, key: secretKeys.username },
    { name: `${prefix}PGPASSWORD`, secret, key: secretKeys.password },
    secretKeys.uri
      ? { name: names.databaseUrl, secret, key: secretKeys.uri }
      : { name: names.databaseUrl, value: composed },
  ];
}

/** The SDKs refuse to start without a key, so a server that asks for none gets the word that vLLM's own docs use. */
function keyEnv(problems: Problems, prop: string, name: string, backend: ILlmBackend | IEmbeddingBackend): EnvPlan[] {
  return backend.apiKey ? secretEnv(problems, prop, name, backend.apiKey) : [{ name, value: 'EMPTY' }];
}
