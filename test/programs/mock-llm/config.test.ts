import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '../../../lib/programs/mock-llm/config';
import { loadSettings } from '../../../lib/programs/mock-llm/settings';

const folder = mkdtempSync(join(tmpdir(), 'mock-llm-'));
const file = join(folder, 'config.json');
afterAll(() => rmSync(folder, { recursive: true }));

const load = (content: unknown, env: NodeJS.ProcessEnv = {}) => {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return loadSettings({ MOCK_LLM_CONFIG: file, ...env });
};
const DEFAULTS = { ...DEFAULT_CONFIG, apiKey: undefined };

test('without environment and file there are defaults', () => {
  expect(loadSettings({})).toEqual({
    config: DEFAULTS,
    file: '/etc/mock-llm/config.json',
    host: '0.0.0.0',
    port: 8000,
  });
});

test('the environment says where to listen and which key to ask for', () => {
  expect(loadSettings({ PORT: '81', HOST: '::1', API_KEY: 'key' })).toEqual({
    config: { ...DEFAULTS, apiKey: 'key' },
    file: '/etc/mock-llm/config.json',
    host: '::1',
    port: 81,
  });
});

test.each([
  [{}, DEFAULTS],
  [{ models: ['a', 'b'] }, { ...DEFAULTS, models: ['a', 'b'] }],
  [{ embedding: { dimensions: 8 } }, { ...DEFAULTS, embedding: { ...DEFAULTS.embedding, dimensions: 8 } }],
  [{ embedding: { model: 'e' } }, { ...DEFAULTS, embedding: { ...DEFAULTS.embedding, model: 'e' } }],
])('the file %j is merged with the defaults key by key', (content, config) => {
  expect(load(content).config).toEqual(config);
});

test.each([
  ['[]', 'the top level must be an object, but is an array'],
  [{ models: 'a' }, `'models' must be an array, but is a string`],
  [{ models: [] }, `'models' must not be empty`],
  [{ models: ['a', ''] }, `'models[1]' must not be empty`],
  [{ model: ['a'] }, `'model' is unknown here; known are models, aliases, embedding, `],
  [{ embedding: { size: 8 } }, `'embedding.size' is unknown here; known are model, dimensions, aliases`],
  [{ embedding: { dimensions: 0 } }, `'embedding.dimensions' must be an integer from 1 to 16000, but is 0`],
  [{ embedding: { dimensions: '8' } }, `'embedding.dimensions' must be an integer, but is a string`],
])('the file %j is refused by its name and key', (content, problem) => {
  expect(() => load(content)).toThrow(`${file}: ${problem}`);
});

test('a file that is no JSON is refused', () => {
  expect(() => load('models: [a]')).toThrow(`${file}: is not valid JSON: `);
});

test('a file that was named must be there', () => {
  expect(() => loadSettings({ MOCK_LLM_CONFIG: '/nowhere.json' })).toThrow('/nowhere.json: cannot be read: ENOENT');
});

test.each([
  [{ PORT: 'http' }, 'PORT: must be a number from 0 to 65535, but is "http"'],
  [{ PORT: '65536' }, 'PORT: must be a number from 0 to 65535, but is "65536"'],
  [{ API_KEY: '' }, 'API_KEY: is empty, which no client can send; leave it out to ask for no key'],
])('the environment %j is refused', (env, message) => {
  expect(() => load({}, env)).toThrow(message);
});
