import { FaultRate, faultRatesShape } from './conduct/faults';
import { Latency, latencyShape, merged, NO_LATENCY } from './conduct/latency';
import { Fixture, fixtures } from './script/fixture';
import { Recordings, recordings } from './script/recording';
import { ERROR_STYLES, ErrorStyle } from './wire/error-body';
import { arrayOf, boolean, closedObject, integer, nonEmpty, number, oneOf, optional, string } from './shape';

/** What the server serves, to whom, and how. */
export interface Config {
  /** Names of the chat models; they all answer alike. */
  readonly models: readonly string[];
  /** Further names that are answered to: some clients refuse a name that they have never heard of. */
  readonly aliases: readonly string[];
  readonly embedding: { readonly model: string; readonly dimensions: number; readonly aliases: readonly string[] };
  /** Most tokens of a prompt. */
  readonly contextWindow: number;
  readonly fixtures: readonly Fixture[];
  /** Whether a request that no fixture fits is refused. */
  readonly strict: boolean;
  readonly recordings: Recordings;
  readonly latency: Latency;
  /** Most requests that are worked on at once; the others wait. */
  readonly maxNumSeqs: number;
  readonly faults: readonly FaultRate[];
  /** In whose words it refuses under /v1: a client of vLLM finds other codes and types than one of OpenAI. */
  readonly errors: ErrorStyle;
  /** How long it takes until the server listens, as while a model is loaded. */
  readonly startupSeconds: number;
  /** When given, everything below /v1 and /api asks for it. */
  readonly apiKey?: string;
}

export const DEFAULT_CONFIG: Config = {
  models: ['mock-llm'],
  aliases: ['gpt-3.5-turbo', 'gpt-4', 'gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-4.1-mini', 'claude-sonnet-4-5'],
  embedding: {
    model: 'mock-embedding',
    dimensions: 384,
    aliases: ['text-embedding-3-small', 'text-embedding-3-large', 'text-embedding-ada-002'],
  },
  contextWindow: 131_072,
  fixtures: [],
  strict: false,
  recordings: new Map(),
  latency: NO_LATENCY,
  maxNumSeqs: Infinity,
  faults: [],
  errors: 'openai',
  startupSeconds: 0,
};

/** pgvector stores no more than this. */
const MAX_DIMENSIONS = 16_000;
const names = arrayOf(nonEmpty(string));

const file = closedObject({
  models: optional(nonEmpty(names)),
  aliases: optional(names),
  embedding: optional(
    closedObject({
      model: optional(nonEmpty(string)),
      dimensions: optional(integer(1, MAX_DIMENSIONS)),
      aliases: optional(names),
    }),
  ),
  contextWindow: optional(integer(1)),
  fixtures: optional(fixtures),
  strict: optional(boolean),
  recordings: optional(recordings),
  latency: optional(latencyShape),
  maxNumSeqs: optional(integer(1)),
  faults: optional(faultRatesShape),
  errors: optional(oneOf(...ERROR_STYLES)),
  startupSeconds: optional(number(0, 3600)),
});

/** The content of a file, completed by the defaults; throws a Mismatch that names the key. */
export function readConfig(content: unknown, apiKey?: string): Config {
  const given = file(content, '');
  const { embedding, ...defaults } = DEFAULT_CONFIG;
  return {
    models: given.models ?? defaults.models,
    aliases: given.aliases ?? defaults.aliases,
    embedding: {
      model: given.embedding?.model ?? embedding.model,
      dimensions: given.embedding?.dimensions ?? embedding.dimensions,
      aliases: given.embedding?.aliases ?? embedding.aliases,
    },
    contextWindow: given.contextWindow ?? defaults.contextWindow,
    fixtures: given.fixtures ?? defaults.fixtures,
    strict: given.strict ?? defaults.strict,
    recordings: given.recordings ?? defaults.recordings,
    latency: merged(defaults.latency, given.latency),
    maxNumSeqs: given.maxNumSeqs ?? defaults.maxNumSeqs,
    faults: given.faults ?? defaults.faults,
    errors: given.errors ?? defaults.errors,
    startupSeconds: given.startupSeconds ?? defaults.startupSeconds,
    apiKey,
  };
}
