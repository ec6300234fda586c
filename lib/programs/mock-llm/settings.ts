import { readFileSync } from 'node:fs';
import { Config, readConfig } from './config';
import { Mismatch } from './shape';

/** Where the process listens, beside what it serves. */
export interface Settings {
  readonly config: Config;
  readonly file: string;
  readonly host: string;
  readonly port: number;
}

const DEFAULT_FILE = '/etc/mock-llm/config.json';

/** Reads the environment and the file that it names; throws one readable line that names file and key. */
export function loadSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    config: loadConfig(env),
    file: env.MOCK_LLM_CONFIG ?? DEFAULT_FILE,
    host: env.HOST || '0.0.0.0',
    port: port(env.PORT || '8000'),
  };
}

/** The file alone, which may change while the server runs. */
export function loadConfig({ MOCK_LLM_CONFIG: named, API_KEY }: NodeJS.ProcessEnv): Config {
  const path = named ?? DEFAULT_FILE;
  try {
    return readConfig(JSON.parse(readFileSync(path, 'utf8')), apiKey(API_KEY));
  } catch (error) {
    // Only the default file may be away: who names one means it.
    if (!named && (error as NodeJS.ErrnoException).code === 'ENOENT') return readConfig({}, apiKey(API_KEY));
    if (error instanceof KeyError) throw error;
    throw new Error(`${path}: ${problemOf(error as Error)}`, { cause: error });
  }
}

function problemOf(error: Error): string {
  if (error instanceof Mismatch) return error.message;
  if (error instanceof SyntaxError) return `is not valid JSON: ${error.message}`;
  return `cannot be read: ${error.message}`;
}

export function port(text: string, name = 'PORT'): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65_535) return number;
  throw new Error(`${name}: must be a number from 0 to 65535, but is "${text}"`);
}

class KeyError extends Error {}

function apiKey(text: string | undefined): string | undefined {
  if (text === '') throw new KeyError('API_KEY: is empty, which no client can send; leave it out to ask for no key');
  return text;
}
