/**
 * Holds a pod's start until its database can be used, and brings the schema in once.
 *
 * Exit codes: 0 ready, 1 not in time or the schema's SQL is wrong, 2 bad settings.
 */
import { SettingsError } from '../environment';
import { logger } from '../log';
import { initialize } from './initialize';
import { settingsFrom } from './settings';

const log = logger('database-init');

// Process 1 of a container ignores a signal that it does not handle.
process.once('SIGTERM', () => process.exit(143));

async function main(): Promise<number> {
  try {
    await initialize(settingsFrom(process.env), log);
    return 0;
  } catch (error) {
    log('failed', { reason: (error as Error).message });
    return error instanceof SettingsError ? 2 : 1;
  }
}

void main().then((code) => (process.exitCode = code));
