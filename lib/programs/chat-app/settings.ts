import { Environment } from '../environment';
import { type PostgresSettings, postgresSettings } from '../postgres';
import { type Login, loginFrom } from './login';

/** A model behind an OpenAI-compatible API. */
export interface Model {
  readonly baseUrl: string;
  readonly apiKey?: string;
  readonly name: string;
}

export interface EmbeddingModel extends Model {
  readonly dimensions: number;
}

export interface Settings {
  readonly port: number;
  readonly llm: Model;
  readonly embeddings: EmbeddingModel;
  readonly postgres: PostgresSettings;
  readonly poolMax: number;
  /** Limit of one answer, from the question to its last word; fetch itself bears no silence of over five minutes. */
  readonly llmTimeoutMs: number;
  /** Who may use the app; everybody, when there is none. */
  readonly login?: Login;
}

export function settingsFrom(variables: NodeJS.ProcessEnv): Settings {
  const environment = new Environment(variables);
  const llm = {
    baseUrl: environment.url('OPENAI_BASE_URL'),
    apiKey: environment.optional('OPENAI_API_KEY'),
    name: environment.text('LLM_MODEL'),
  };
  const embeddingsUrl = environment.url('EMBEDDING_BASE_URL', llm.baseUrl);
  const settings = {
    port: environment.integer('PORT', { from: 0, to: 65_535, fallback: 8000 }),
    llm,
    embeddings: {
      baseUrl: embeddingsUrl,
      apiKey: environment.optional('EMBEDDING_API_KEY') ?? keyFor(embeddingsUrl, llm),
      name: environment.text('EMBEDDING_MODEL'),
      dimensions: environment.integer('EMBEDDING_DIMENSIONS', { from: 1, to: 16_000 }), // pgvector's limits
    },
    postgres: postgresSettings(environment),
    poolMax: environment.integer('PGPOOL_MAX', { from: 1, to: 100, fallback: 5 }),
    llmTimeoutMs: environment.integer('LLM_TIMEOUT_SECONDS', { from: 1, to: 86_400, fallback: 300 }) * 1_000,
    login: loginFrom(environment, variables),
  };
  environment.check();
  return settings;
}

/** The LLM's key serves for the embeddings of the same server; another server must not get to see it. */
function keyFor(url: string, llm: Model): string | undefined {
  const sameServer =
    URL.canParse(url) && URL.canParse(llm.baseUrl) && new URL(url).origin === new URL(llm.baseUrl).origin;
  return sameServer ? llm.apiKey : undefined;
}
