import type { DatabaseSecretKeys } from '../../props/database-secret-keys';
import type { IEmbeddingBackend } from '../../props/embedding-backend';
import type { ILlmBackend } from '../../props/llm-backend';
import type { IVectorDatabase } from '../../props/vector-database';
import { flag, joint, number, optional, type Shape, text } from '../shape';
import { duration, secret, secretValue } from './foreign';
import { peer } from './workload';

const server = {
  baseUrl: text,
  apiKey: optional(secretValue),
  peer,
  port: number,
  proxyUrl: optional(text),
};

export const llm = unless(
  'embeddingModelName',
  'embeds and generates no text: pass it as "embeddings", and a generating server as "llm"',
  joint<ILlmBackend>(
    { ...server, servedModelName: text, generatesText: flag, drain: duration },
    'an LLM such as new MockLlm(…)',
  ),
  'servedModelName',
);

export const embeddings = unless(
  'servedModelName',
  'generates text and serves no /v1/embeddings: add an EmbeddingInference',
  joint<IEmbeddingBackend>(
    { ...server, embeddingModelName: text, embeddingDimensions: optional(number) },
    'an embedding model such as new MockLlm(…)',
  ),
  'embeddingModelName',
);

export const database = joint<IVectorDatabase>(
  {
    host: text,
    port: number,
    databaseName: text,
    secret,
    secretKeys: joint<DatabaseSecretKeys>({ username: text, password: text, uri: optional(text) }),
    peer,
  },
  'a database such as new VectorDbStatefulSet(…)',
);

/** A server of the other sort is no object with members missing: it has its own sentence. */
function unless<T>(mark: string, sentence: string, shape: Shape<T>, wanted: string): Shape<T> {
  return (question) => {
    const given = (question.given ?? {}) as Record<string, unknown>;
    if (given[mark] !== undefined && given[wanted] === undefined)
      question.problems.add(`"${question.prop}" ${sentence}`);
    else shape(question);
  };
}
