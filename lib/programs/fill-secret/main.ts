/**
 * Fills a Secret once, from inside the cluster, so that its passwords exist nowhere in git: the connection of a database, or
 * random values for some keys.
 *
 * Exit codes: 0 every key is there, 1 the API refused or the Secret never came (the Job tries again), 2 bad settings.
 */
import { SettingsError } from '../environment';
import { logger } from '../log';
import { kubernetesApi } from './api';
import { fillSecret } from './fill';
import { settingsFrom } from './settings';

const log = logger('fill-secret');
const patience = { deadlineMs: 300_000, pauseMs: 1_000 };

// Process 1 of a container ignores a signal that it does not handle.
process.once('SIGTERM', () => process.exit(143));

async function main(): Promise<number> {
  try {
    const settings = settingsFrom(process.env);
    await fillSecret(kubernetesApi(settings.server), settings.secret, settings.lacks, patience, log);
    return 0;
  } catch (error) {
    log('failed', { reason: (error as Error).message });
    return error instanceof SettingsError ? 2 : 1;
  }
}

void main().then((code) => (process.exitCode = code));
