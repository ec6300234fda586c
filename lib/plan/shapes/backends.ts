import type { DatabaseSecretKeys } from '../../props/database-secret-keys';
import type { IEmbeddingBackend } from '../../props/embedding-backend';
import type { ILlmBackend } from '../../props/llm-backend';
import type { IVectorDatabase } from '../../props/vector-database';
import { flag, number, optional, struct, text } from '../shape';
import { duration, secret, secretValue } from './foreign';
import { peer } from './workload';

const server = {
  baseUrl: text,
  apiKey: optional(secretValue),
  peer,
  port: number,
  proxyUrl: optional(text),
};

export const llm = struct<ILlmBackend>(
  { ...server, servedModelName: text, generatesText: flag, drain: duration },
  'an LLM such as new MockLlm(…)',
);

export const embeddings = struct<IEmbeddingBackend>(
  { ...server, embeddingModelName: text, embeddingDimensions: optional(number) },
  'an embedding model such as new MockLlm(…)',
);

export const database = struct<IVectorDatabase>(
  {
    host: text,
    port: number,
    databaseName: text,
    secret,
    secretKeys: struct<DatabaseSecretKeys>({ username: text, password: text, uri: optional(text) }),
    peer,
  },
  'a database such as new VectorDbStatefulSet(…)',
);
