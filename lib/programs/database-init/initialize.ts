import { Client } from 'pg';
import type { Log } from '../log';
import { reasonOf } from '../reason';
import { applySchema, SchemaError } from './schema';
import type { Settings } from './settings';

const pauseMs = 1_000;

/**
 * Tries each second until the database takes the login, has the extension and holds the schema.
 *
 * A refused password is no end: the Job that fills the Secret and the server that reads it may still be at work. Only
 * SQL that the server refuses is an end, because it will be refused again.
 */
export async function initialize({ postgres, schema, waitSeconds }: Settings, log: Log): Promise<void> {
  const deadline = Date.now() + waitSeconds * 1_000;
  let told: string | undefined;
  for (;;) {
    const reason = await attempt(postgres, schema, log);
    if (reason === undefined) return log('ready');
    if (Date.now() >= deadline) throw new Error(`database not ready in ${waitSeconds} s: ${reason}`);
    if (reason !== told) log('waiting', { host: postgres.host, reason });
    told = reason;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** Says what is missing, or nothing when all is there. */
async function attempt(postgres: Settings['postgres'], schema: string | undefined, log: Log): Promise<string | void> {
  const client = new Client({ ...postgres, connectionTimeoutMillis: 5_000, keepAlive: true });
  client.on('error', () => {}); // the query in progress, or the next one, reports it
  try {
    await client.connect();
    const { rowCount } = await client.query(`select from pg_extension where extname = 'vector'`);
    if (rowCount === 0) return 'extension "vector" is missing';
    if (schema !== undefined) log(await applySchema(client, schema));
  } catch (error) {
    if (error instanceof SchemaError) throw error;
    return reasonOf(error);
  } finally {
    await client.end().catch(() => {});
  }
}
