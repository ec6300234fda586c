import { given } from '../data/given';
import { PgvectorOptions } from './pgvector-options';
import { PostgresVersion } from './postgres-version';

/** Which vector database runs. */
export class VectorEngine {
  /**
   * PostgreSQL with the extension pgvector.
   *
   * @see https://github.com/pgvector/pgvector
   */
  public static pgvector(options: PgvectorOptions = {}): VectorEngine {
    const { version, postgres } = given('VectorEngine.pgvector', options, 'its options, an object, or nothing');
    return new VectorEngine('pgvector', version ?? '0.8.1', postgres ?? PostgresVersion.V17);
  }

  private constructor(
    /** The engine's own name. */
    public readonly name: string,
    /** The engine's own version. */
    public readonly version: string,
    /** The major version of PostgreSQL below it. */
    public readonly postgres: PostgresVersion,
  ) {}
}
