import { parseArgs } from 'node:util';
import { port } from '../mock-llm/settings';

export const USAGE = `Usage: cdk8s-llm mock [--port 8080] [--host 127.0.0.1] [--config mock.yaml] [--record URL]

  --port    where to listen; 0 takes a free one (8080)
  --host    on which address (127.0.0.1)
  --config  YAML or JSON: models, fixtures, latency, faults; read again when it changes
  --record  ask this OpenAI-compatible server instead, and write its answers into the file of --config

With API_KEY in the environment the mock asks clients for that key.`;

export interface Flags {
  readonly port: number;
  readonly host: string;
  readonly config?: string;
  readonly record?: URL;
}

/** Undefined when help is wanted; throws one readable line for what makes no sense. */
export function readFlags(args: readonly string[]): Flags | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '8080' },
      host: { type: 'string', default: '127.0.0.1' },
      config: { type: 'string' },
      record: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return undefined;
  const [command, ...more] = positionals;
  if (command !== 'mock' || more.length > 0)
    throw new Error(`there is one command, "mock", but not "${positionals.join(' ')}"`);
  if (values.record !== undefined && values.config === undefined)
    throw new Error('--record needs --config: the file that it writes to');
  return {
    port: port(values.port, '--port'),
    host: values.host,
    config: values.config,
    record: values.record === undefined ? undefined : httpUrl(values.record),
  };
}

function httpUrl(text: string): URL {
  if (/^https?:/.test(text) && URL.canParse(text)) return new URL(text);
  throw new Error(`--record: must be an http or https URL, but is "${text}"`);
}
