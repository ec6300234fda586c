import { createHash } from 'node:crypto';
import { type ClientBase, DatabaseError } from 'pg';

export class SchemaError extends Error {}

/** Any number that nobody else locks: the pods of one app queue up behind it. */
const lock = 3_141_592_653;

/** SQLSTATE classes that may be gone at the next try: connection, rollback, resources, operator. */
const passing = /^(08|40|53|57)/;

/**
 * Applies `sql` unless the database remembers its checksum, all in one transaction.
 *
 * The lock comes first: even `create table if not exists` fails when two sessions run it at once.
 */
export async function applySchema(client: ClientBase, sql: string): Promise<'schema applied' | 'schema present'> {
  const checksum = createHash('sha256').update(sql).digest('hex');
  try {
    await client.query('begin isolation level read committed');
    await client.query(`select pg_advisory_xact_lock(${lock})`);
    await client.query(
      `create table if not exists cdk8s_llm_schema (checksum text primary key, applied_at timestamptz default now())`,
    );
    const { rowCount } = await client.query('select from cdk8s_llm_schema where checksum = $1', [checksum]);
    if (rowCount === 0) {
      await client.query(sql);
      await client.query('insert into cdk8s_llm_schema (checksum) values ($1)', [checksum]);
    }
    await client.query('commit');
    return rowCount === 0 ? 'schema applied' : 'schema present';
  } catch (error) {
    // The caller ends the connection, and with it the transaction.
    if (!(error instanceof DatabaseError)) throw error;
    const { code = '', message } = error;
    throw passing.test(code) ? error : new SchemaError(`schema: ${message} (${code})`);
  }
}
