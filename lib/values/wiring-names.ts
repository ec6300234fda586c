/** Names of the environment variables that connect an app with its backends. Each can be renamed. */
export interface WiringNames {
  /**
   * Base URL of the LLM, with `/v1`, without a slash at its end.
   *
   * @default OPENAI_BASE_URL
   */
  readonly llmBaseUrl?: string;

  /**
   * API key of the LLM. `EMPTY` when it asks for none: the SDKs refuse to start without one.
   *
   * @default OPENAI_API_KEY
   */
  readonly llmApiKey?: string;

  /**
   * Name under which the chat model is served.
   *
   * @default LLM_MODEL
   */
  readonly llmModel?: string;

  /**
   * Base URL of the embedding server.
   *
   * @default EMBEDDING_BASE_URL
   */
  readonly embeddingBaseUrl?: string;

  /**
   * API key of the embedding server.
   *
   * @default EMBEDDING_API_KEY
   */
  readonly embeddingApiKey?: string;

  /**
   * Name under which the embedding model is served.
   *
   * @default EMBEDDING_MODEL
   */
  readonly embeddingModel?: string;

  /**
   * Length of the embedding vectors.
   *
   * @default EMBEDDING_DIMENSIONS
   */
  readonly embeddingDimensions?: string;

  /**
   * Connection URI of the database. The parts stand beside it as `PGHOST`, `PGPORT`, `PGDATABASE`, `PGUSER`, `PGPASSWORD`.
   *
   * @default DATABASE_URL
   */
  readonly databaseUrl?: string;
}
