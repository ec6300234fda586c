import { settingsFrom } from '../../../lib/programs/chat-app/settings';

const env = {
  OPENAI_BASE_URL: 'http://llm:8000/v1/',
  LLM_MODEL: 'llama',
  EMBEDDING_MODEL: 'bge',
  EMBEDDING_DIMENSIONS: '384',
  PGHOST: 'db',
  PGUSER: 'app',
  PGPASSWORD: 'secret',
  PGDATABASE: 'app',
};

test('what may be left out has a value', () => {
  expect(settingsFrom(env)).toEqual({
    port: 8000,
    llm: { baseUrl: 'http://llm:8000/v1', apiKey: undefined, name: 'llama' },
    embeddings: { baseUrl: 'http://llm:8000/v1', apiKey: undefined, name: 'bge', dimensions: 384 },
    postgres: { host: 'db', port: 5432, user: 'app', password: 'secret', database: 'app' },
    poolMax: 5,
    llmTimeoutMs: 300_000,
  });
});

const keys = (change: object): unknown[] => {
  const { llm, embeddings } = settingsFrom({ ...env, ...change });
  return [llm.apiKey, embeddings.apiKey];
};

test.each([
  ['of the same server', { OPENAI_API_KEY: 'a' }, ['a', 'a']],
  [
    'of the same server under another path',
    { OPENAI_API_KEY: 'a', EMBEDDING_BASE_URL: 'http://llm:8000/e' },
    ['a', 'a'],
  ],
  ['of another server', { OPENAI_API_KEY: 'a', EMBEDDING_BASE_URL: 'http://other/v1' }, ['a', undefined]],
  ['with a key of their own', { OPENAI_API_KEY: 'a', EMBEDDING_API_KEY: 'b' }, ['a', 'b']],
])('embeddings %s get the right key', (_, change, expected) => {
  expect(keys(change)).toEqual(expected);
});

test('one error names all that is missing', () => {
  expect(() => settingsFrom({})).toThrow(
    'OPENAI_BASE_URL is missing; LLM_MODEL is missing; EMBEDDING_MODEL is missing; EMBEDDING_DIMENSIONS is missing; ' +
      'PGHOST is missing; PGUSER is missing; PGPASSWORD is missing; PGDATABASE is missing',
  );
});

test.each([
  ['PORT', '70000', 'PORT must be a whole number from 0 to 65535'],
  ['PORT', '80.5', 'PORT must be a whole number from 0 to 65535'],
  ['OPENAI_BASE_URL', 'llm:8000', 'OPENAI_BASE_URL must be an http or https URL'],
  ['EMBEDDING_BASE_URL', 'http://', 'EMBEDDING_BASE_URL must be an http or https URL'],
  ['EMBEDDING_DIMENSIONS', '16001', 'EMBEDDING_DIMENSIONS must be a whole number from 1 to 16000'],
  ['PGPORT', 'x', 'PGPORT must be a whole number from 1 to 65535'],
  ['PGPOOL_MAX', '0', 'PGPOOL_MAX must be a whole number from 1 to 100'],
  ['LLM_TIMEOUT_SECONDS', '1e9', 'LLM_TIMEOUT_SECONDS must be a whole number from 1 to 86400'],
])('%s=%s is refused', (name, value, message) => {
  expect(() => settingsFrom({ ...env, [name]: value })).toThrow(new Error(message));
});
