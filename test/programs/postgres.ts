import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Client } from 'pg';
import { Program } from './program';

jest.setTimeout(60_000); // it takes seconds to start

/** A real PostgreSQL with pgvector at hand. Its one session serves all connections in turns. */
export class Postgres {
  static async start(): Promise<Postgres> {
    const server = new Program(spawn(process.execPath, [join(__dirname, 'postgres-server.mjs')]));
    const { port } = await server.entry('listening');
    return new Postgres(server, port as number);
  }

  private constructor(
    private readonly server: Program,
    private readonly port: number,
  ) {}

  /** What a program needs to reach it. PGlite lets everybody in. */
  get env(): Record<string, string> {
    const [PGHOST, PGPORT] = ['127.0.0.1', `${this.port}`];
    return { PGHOST, PGPORT, PGUSER: 'postgres', PGPASSWORD: 'unused', PGDATABASE: 'postgres' };
  }

  async query(sql: string): Promise<Record<string, unknown>[]> {
    const { PGHOST: host, PGUSER: user, PGDATABASE: database } = this.env;
    const client = new Client({ host, port: this.port, user, database });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** Everything gone, the extension too. */
  async empty(): Promise<void> {
    await this.query('drop schema public cascade; create schema public');
  }

  stop(): Promise<void> {
    return this.server.kill();
  }
}
