import type { PostgresVersion } from './postgres-version';

/** What `VectorEngine.pgvector` takes. */
export interface PgvectorOptions {
  /**
   * Version of pgvector, as the image's tag names it.
   *
   * @default 0.8.1
   * @see https://hub.docker.com/r/pgvector/pgvector/tags
   */
  readonly version?: string;

  /**
   * Major version of PostgreSQL. Changing it on a volume that holds data needs a dump and a restore.
   *
   * @default PostgresVersion.V17
   */
  readonly postgres?: PostgresVersion;
}
