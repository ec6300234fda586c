import type { Pool, PoolClient } from 'pg';
import type { EmbeddingModel } from './settings';
import { blaming } from './upstream-error';

export interface Passage {
  readonly content: string;
  readonly embedding: Float32Array;
}

export interface Document {
  readonly source: string;
  readonly passages: number;
}

/** Passages of one model in one table. */
export interface Holding {
  readonly table: string;
  readonly model: string;
  readonly documents: number;
  readonly passages: number;
}

const rowsPerInsert = 100;

/** The passages in the database, searched by meaning; those of the current model only. */
export class Passages {
  private readonly table: string;
  private readonly model: string;

  constructor(
    private readonly pool: Pool,
    { name, dimensions }: EmbeddingModel,
  ) {
    this.table = `passages_${dimensions}`;
    this.model = name;
  }

  nearest(embedding: Float32Array, limit: number): Promise<readonly { source: string; content: string }[]> {
    return this.query(`select source, content from ${this.table} where model = $1 order by embedding <=> $2 limit $3`, [
      this.model,
      vectorText(embedding),
      limit,
    ]);
  }

  list(): Promise<readonly Document[]> {
    return this.query(
      `select source, count(*)::int as passages from ${this.table} where model = $1 group by source order by source`,
      [this.model],
    );
  }

  /** Puts `passages` in the place of what `source` had, all or nothing. */
  replace(source: string, passages: readonly Passage[]): Promise<void> {
    return this.transaction(async (client) => {
      // Two uploads of one name must not mix, and would meet in the unique key.
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [source]);
      await client.query(`delete from ${this.table} where source = $1 and model = $2`, [source, this.model]);
      for (let start = 0; start < passages.length; start += rowsPerInsert)
        await this.insert(client, source, start, passages.slice(start, start + rowsPerInsert));
    });
  }

  /** Removes a document from the tables of all models; says whether there was one. */
  async remove(source: string): Promise<boolean> {
    const tables = await this.tables();
    return this.transaction(async (client) => {
      let removed = 0;
      for (const table of tables)
        removed += (await client.query(`delete from ${table} where source = $1`, [source])).rowCount ?? 0;
      return removed > 0;
    });
  }

  /** What the tables hold, first of all the current model's passages. */
  async holdings(): Promise<{ readonly current: Holding; readonly others: readonly Holding[] }> {
    const tables = await this.tables();
    const counts = tables.map(
      (table) =>
        `select '${table}' as table, model, count(distinct source)::int as documents, count(*)::int as passages
         from ${table} group by model`,
    );
    const all = counts.length > 0 ? await this.query<Holding>(counts.join(' union all ')) : [];
    const isCurrent = ({ table, model }: Holding): boolean => table === this.table && model === this.model;
    const none = { table: this.table, model: this.model, documents: 0, passages: 0 };
    return { current: all.find(isCurrent) ?? none, others: all.filter((holding) => !isCurrent(holding)) };
  }

  async ping(): Promise<void> {
    await this.query('select 1');
  }

  private async tables(): Promise<readonly string[]> {
    const rows = await this.query<{ name: string }>(
      `select relname as name from pg_class
       where relkind = 'r' and relname ~ '^passages_[0-9]+$' and pg_table_is_visible(oid) order by relname`,
    );
    return rows.map(({ name }) => name);
  }

  private async insert(client: PoolClient, source: string, start: number, passages: readonly Passage[]): Promise<void> {
    await client.query(
      `insert into ${this.table} (source, position, content, model, embedding)
       select $1, position, content, $2, embedding::vector
       from unnest($3::int[], $4::text[], $5::text[]) as passage (position, content, embedding)`,
      [
        source,
        this.model,
        passages.map((_, index) => start + index),
        passages.map(({ content }) => content),
        passages.map(({ embedding }) => vectorText(embedding)),
      ],
    );
  }

  private query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return blaming('database', async () => (await this.pool.query<Row>(sql, [...values])).rows);
  }

  private transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return blaming('database', async () => {
      const client = await this.pool.connect();
      try {
        await client.query('begin');
        const result = await work(client);
        await client.query('commit');
        client.release();
        return result;
      } catch (error) {
        client.release(true); // ends the connection, and with it the transaction
        throw error;
      }
    });
  }
}

/** As pgvector reads it. */
function vectorText(vector: Float32Array): string {
  return `[${vector.join(',')}]`;
}
