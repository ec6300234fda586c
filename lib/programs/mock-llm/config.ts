import { readFileSync } from 'node:fs';
import { arrayOf, closedObject, integer, Mismatch, nonEmpty, optional, string } from './shape';

/** What the server serves and to whom. */
export interface Config {
  /** Names of the chat models; they all answer alike. */
  readonly models: readonly string[];
  readonly embedding: { readonly model: string; readonly dimensions: number };
  /** When given, everything below /v1 asks for it as a bearer token. */
  readonly apiKey?: string;
}

/** Where the process listens, beside what it serves. */
export interface Settings {
  readonly config: Config;
  readonly host: string;
  readonly port: number;
}

export const DEFAULT_CONFIG: Config = {
  models: ['mock-llm'],
  embedding: { model: 'mock-embedding', dimensions: 384 },
};

/** pgvector stores no more than this. */
const MAX_DIMENSIONS = 16_000;
const DEFAULT_FILE = '/etc/mock-llm/config.json';

const file = closedObject({
  models: optional(nonEmpty(arrayOf(nonEmpty(string)))),
  embedding: optional(
    closedObject({ model: optional(nonEmpty(string)), dimensions: optional(integer(1, MAX_DIMENSIONS)) }),
  ),
});

/** Reads the environment and the file that it names; throws one readable line that names file and key. */
export function loadConfig(env: NodeJS.ProcessEnv): Settings {
  const given = readConfigFile(env.MOCK_LLM_CONFIG);
  const { models, embedding } = DEFAULT_CONFIG;
  return {
    config: {
      models: given.models ?? models,
      embedding: {
        model: given.embedding?.model ?? embedding.model,
        dimensions: given.embedding?.dimensions ?? embedding.dimensions,
      },
      apiKey: apiKey(env.API_KEY),
    },
    host: env.HOST || '0.0.0.0',
    port: port(env.PORT || '8000'),
  };
}

function readConfigFile(named: string | undefined): ReturnType<typeof file> {
  const path = named ?? DEFAULT_FILE;
  try {
    return file(JSON.parse(readFileSync(path, 'utf8')), '');
  } catch (error) {
    // Only the default file may be away: who names one means it.
    if (!named && (error as NodeJS.ErrnoException).code === 'ENOENT') return file({}, '');
    throw new Error(`${path}: ${problemOf(error as Error)}`, { cause: error });
  }
}

function problemOf(error: Error): string {
  if (error instanceof Mismatch) return error.message;
  if (error instanceof SyntaxError) return `is not valid JSON: ${error.message}`;
  return `cannot be read: ${error.message}`;
}

function port(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65_535) return number;
  throw new Error(`PORT: must be a number from 0 to 65535, but is "${text}"`);
}

function apiKey(text: string | undefined): string | undefined {
  if (text === '') throw new Error('API_KEY: is empty, which no client can send; leave it out to ask for no key');
  return text;
}
