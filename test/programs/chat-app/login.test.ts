import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '../../../lib/programs/chat-app/app';
import type { Login } from '../../../lib/programs/chat-app/login';
import { Metrics } from '../../../lib/programs/chat-app/metrics';
import { createServer } from '../../../lib/programs/chat-app/server';
import { settingsFrom } from '../../../lib/programs/chat-app/settings';

// The page comes into the bundle as text, which jest does not know how to do.
jest.mock('../../../lib/programs/chat-app/page', () => {
  const asset = { type: 'text/html', text: 'the page' };
  return { page: asset, pageScript: asset, pageStyle: asset };
});

const servers: Server[] = [];
const right = { username: 'ada', password: 'pä:ss wörd' };

afterEach(() => {
  servers.splice(0).forEach((server) => server.close());
});

/** The app without anything behind it: what gets past the door fails, with another answer than the door's. */
async function appWith(login: Login | undefined): Promise<string> {
  const app = {
    settings: { login, llm: {}, embeddings: {} },
    passages: {},
    upstreams: { state: () => ({ up: true, reason: '' }) },
    metrics: new Metrics(),
    log: () => undefined,
    draining: false,
  };
  const server = createServer(app as unknown as App);
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const doors = test.each<[string, string]>;

doors([
  ['GET', '/'],
  ['HEAD', '/'],
  ['GET', '/app.js'],
  ['GET', '/style.css'],
  ['GET', '/api/status'],
  ['GET', '/api/documents'],
  ['POST', '/api/documents'],
  ['DELETE', '/api/documents/a'],
  ['POST', '/api/chat'],
  ['GET', '/nothing'],
  ['GET', '//metrics'],
  ['GET', '/metrics/'],
  ['GET', '/healthz%2f..%2fapi%2fstatus'],
  ['GET', '/?/metrics'],
])('%s %s asks for a password', async (method, path) => {
  const url = await appWith(right);
  const refused = await fetch(url + path, { method });
  expect(refused.status).toBe(401);
  expect(refused.headers.get('www-authenticate')).toBe('Basic realm="chat", charset="UTF-8"');
  const passed = await fetch(url + path, { method, headers: { authorization: basic('ada:pä:ss wörd') } });
  expect(passed.status).not.toBe(401);
});

test('a refusal says no more than it must', async () => {
  const response = await fetch(await appWith(right));
  expect(await response.json()).toEqual({ error: 'this app asks for a user name and a password' });
});

test('the page is there for who knows the password', async () => {
  const response = await fetch(await appWith(right), { headers: { authorization: basic('ada:pä:ss wörd') } });
  expect([response.status, await response.text()]).toEqual([200, 'the page']);
});

const probes = test.each<[string]>;

probes([['/healthz'], ['/readyz'], ['/metrics'], ['/metrics?a=b']])(
  '%s is open to kubelet and Prometheus',
  async (path) => {
    expect((await fetch((await appWith(right)) + path)).status).toBe(200);
  },
);

const guesses = test.each<[string, string]>;

guesses([
  ['another password', basic('ada:pass')],
  ['another user', basic('bob:pä:ss wörd')],
  ['another case', basic('Ada:pä:ss wörd')],
  ['a part of the password', basic('ada:pä')],
  ['more than the password', basic('ada:pä:ss wörd!')],
  ['no password', basic('ada')],
  ['nothing', basic('')],
  ['no credentials', 'Basic'],
  ['no base64', 'Basic ?'],
  ['another scheme', `Bearer ${basic('ada:pä:ss wörd').slice(6)}`],
])('%s does not open', async (_, authorization) => {
  expect((await fetch(await appWith(right), { headers: { authorization } })).status).toBe(401);
});

test('without a login, everybody may come in', async () => {
  expect((await fetch(await appWith(undefined))).status).toBe(200);
});

const needed = {
  OPENAI_BASE_URL: 'http://llm/v1',
  LLM_MODEL: 'm',
  EMBEDDING_MODEL: 'e',
  EMBEDDING_DIMENSIONS: '3',
  PGHOST: 'db',
  PGDATABASE: 'app',
  PGUSER: 'app',
  PGPASSWORD: 'x',
};
const settings = test.each<[string, Record<string, string>, Login | undefined | string]>;

settings([
  ['neither name nor password', {}, undefined],
  ['both', { BASIC_AUTH_USERNAME: 'ada', BASIC_AUTH_PASSWORD: 'x' }, { username: 'ada', password: 'x' }],
  ['a name alone', { BASIC_AUTH_USERNAME: 'ada' }, 'BASIC_AUTH_PASSWORD is missing'],
  ['a password alone', { BASIC_AUTH_PASSWORD: 'x' }, 'BASIC_AUTH_USERNAME is missing'],
  [
    'both empty',
    { BASIC_AUTH_USERNAME: '', BASIC_AUTH_PASSWORD: '' },
    'BASIC_AUTH_USERNAME is missing; BASIC_AUTH_PASSWORD is missing',
  ],
])('%s in the environment', (_, variables, expected) => {
  const read = () => settingsFrom({ ...needed, ...variables }).login;
  if (typeof expected === 'string') expect(read).toThrow(new Error(expected));
  else expect(read()).toEqual(expected);
});
