import { Pool } from 'pg';
import type { Log } from '../log';
import type { PostgresSettings } from '../postgres';
import { reasonOf } from '../reason';

/** Connections to the database. One that breaks is replaced at the next query, and never ends the process. */
export function createPool(postgres: PostgresSettings, max: number, log: Log): Pool {
  const pool = new Pool({
    ...postgres,
    max,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    query_timeout: 60_000,
    // Passages of several models share a table: look on until enough of the asked one are found.
    onConnect: (client) => client.query('set hnsw.iterative_scan = strict_order') as unknown as void,
  });
  pool.on('connect', (client) => client.on('error', () => {})); // its query reports it, or the pool when it is idle
  pool.on('error', (error) => log('database connection lost', { reason: reasonOf(error) }));
  return pool;
}
