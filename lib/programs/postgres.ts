import type { Environment } from './environment';

export interface PostgresSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** The variables that libpq knows; the driver itself reads PGSSLMODE. */
export function postgresSettings(environment: Environment): PostgresSettings {
  return {
    host: environment.text('PGHOST'),
    port: environment.integer('PGPORT', { from: 1, to: 65_535, fallback: 5432 }),
    user: environment.text('PGUSER'),
    password: environment.text('PGPASSWORD'),
    database: environment.text('PGDATABASE'),
  };
}
