import type { Duration } from 'cdk8s';
import { WiringNames } from '../values/wiring-names';
import { IEmbeddingBackend } from './embedding-backend';
import { ILlmBackend } from './llm-backend';
import { ServiceConnection } from './service-connection';
import { IVectorDatabase } from './vector-database';

/** Whom an app talks to. */
export interface AppConnectionProps {
  /**
   * The LLM that the app asks.
   *
   * @default - none
   */
  readonly llm?: ILlmBackend;

  /**
   * The embedding model. Needed with a database: a vector database without embeddings stores nothing.
   *
   * @default - none
   */
  readonly embeddings?: IEmbeddingBackend;

  /**
   * The vector database, in the app's own namespace.
   *
   * @default - none
   */
  readonly database?: IVectorDatabase;

  /**
   * More LLMs by name: `{ router: llm }` is found in `ROUTER_BASE_URL`, `ROUTER_API_KEY`, `ROUTER_MODEL`. Names have at most
   * 40 lower-case letters, digits and `-`.
   *
   * @default - none
   */
  readonly moreLlms?: { [name: string]: ILlmBackend };

  /**
   * More embedding models by name: `ARCHIVE_BASE_URL`, `ARCHIVE_API_KEY`, `ARCHIVE_MODEL`, `ARCHIVE_DIMENSIONS`.
   *
   * @default - none
   */
  readonly moreEmbeddings?: { [name: string]: IEmbeddingBackend };

  /**
   * More vector databases by name, in the app's own namespace: `ARCHIVE_PGHOST` and so on, `ARCHIVE_DATABASE_URL`. The app
   * itself waits for them.
   *
   * @default - none
   */
  readonly moreDatabases?: { [name: string]: IVectorDatabase };

  /**
   * Services of the cluster that the app calls. Whether they let it in is for the policies of their own namespace to say.
   *
   * @default - none
   */
  readonly services?: ServiceConnection[];

  /**
   * SQL that one pod applies once, before the app starts; a changed text is applied once more.
   *
   * @default - none; the reference chat app brings its own
   */
  readonly schema?: string;

  /**
   * How long a pod waits for the database before it starts over, in whole seconds.
   *
   * @default Duration.minutes(10)
   */
  readonly databaseTimeout?: Duration;

  /**
   * Names of the environment variables through which the app learns its backends, over the preset's.
   *
   * @default - the names that the OpenAI SDKs and libpq read
   */
  readonly wiring?: WiringNames;
}
