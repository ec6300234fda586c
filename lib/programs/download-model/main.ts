/**
 * Downloads a model from the Hugging Face hub into a folder, once: what is there already is checked and kept, what a killed
 * run left is resumed, and a mark is left when every file has the checksum that the hub names.
 *
 * Exit codes: 0 the folder is complete, 1 the hub or the disk refused (the Job tries again), 2 bad settings.
 */
import { SettingsError } from '../environment';
import { logger } from '../log';
import { reasonOf } from '../reason';
import { download } from './download';
import { settingsFrom } from './settings';

const log = logger('download-model');

// Process 1 of a container ignores a signal that it does not handle. What is written so far is resumed.
process.once('SIGTERM', () => process.exit(143));

async function main(): Promise<number> {
  try {
    await download(settingsFrom(process.env), log);
    return 0;
  } catch (error) {
    log('failed', { reason: reasonOf(error) });
    return error instanceof SettingsError ? 2 : 1;
  }
}

void main().then((code) => process.exit(code));
