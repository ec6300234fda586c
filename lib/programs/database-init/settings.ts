import { readFileSync } from 'node:fs';
import { Environment, SettingsError } from '../environment';
import { type PostgresSettings, postgresSettings } from '../postgres';

export interface Settings {
  readonly postgres: PostgresSettings;
  /** SQL to apply once. */
  readonly schema?: string;
  readonly waitSeconds: number;
}

export function settingsFrom(variables: NodeJS.ProcessEnv): Settings {
  const environment = new Environment(variables);
  const file = environment.optional('SCHEMA_FILE');
  const settings = {
    postgres: postgresSettings(environment),
    waitSeconds: environment.integer('WAIT_SECONDS', { from: 1, to: 86_400, fallback: 600 }),
  };
  environment.check();
  return { ...settings, schema: file && read(file) };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SettingsError(`SCHEMA_FILE cannot be read: ${(error as Error).message}`);
  }
}
