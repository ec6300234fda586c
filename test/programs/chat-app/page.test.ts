import { once } from 'node:events';
import { connect } from 'node:net';
import { Bundle } from '../program';
import { ChatApp } from './chat-app';

let bundle: Bundle;
let app: ChatApp;

/** Nothing that the app depends on is there. */
const settings = {
  OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
  LLM_MODEL: 'llama',
  EMBEDDING_MODEL: 'bge',
  EMBEDDING_DIMENSIONS: '4',
  PGHOST: '127.0.0.1',
  PGPORT: '9',
  PGUSER: 'app',
  PGPASSWORD: 'secret',
  PGDATABASE: 'app',
};

beforeAll(() => (bundle = new Bundle('chat-app')));
beforeEach(async () => (app = await ChatApp.start(bundle, settings)));
afterEach(() => app.program.kill());
afterAll(() => bundle.remove());

test('the page has its parts under their names', async () => {
  const html = await (await fetch(app.url)).text();
  const ids = [...html.matchAll(/ id="([a-z-]+)"/g)].map(([, id]) => id);
  expect(ids).toEqual(
    expect.arrayContaining([
      ...['document-source', 'document-text', 'document-file', 'document-add', 'documents'],
      ...['question', 'ask', 'answer', 'sources', 'status'],
    ]),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test('every field of the page has a label', async () => {
  const html = await (await fetch(app.url)).text();
  const fields = [...html.matchAll(/<(?:input|textarea)[^>]* id="([a-z-]+)"|<(?:input|textarea) id="([a-z-]+)"/gs)];
  const labels = [...html.matchAll(/<label for="([a-z-]+)"/g)].map(([, id]) => id);
  expect(fields.map(([, a, b]) => a ?? b).sort()).toEqual(labels.sort());
});

test.each([
  ['/', 'text/html; charset=utf-8'],
  ['/app.js', 'text/javascript; charset=utf-8'],
  ['/style.css', 'text/css; charset=utf-8'],
  ['/metrics', 'text/plain; version=0.0.4; charset=utf-8'],
  ['/api/status', 'application/json'],
])('%s is %s, for this site alone, and its HEAD too', async (path, type) => {
  for (const method of ['GET', 'HEAD']) {
    const { status, headers } = await fetch(app.url + path, { method });
    expect([status, headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([
      200,
      type,
      'nosniff',
    ]);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
  }
});

test('the page runs under its own policy: no script and no style in the markup', async () => {
  const html = await (await fetch(app.url)).text();
  expect(html).not.toMatch(/<script>|<style|\son\w+=|\sstyle=/);
  const script = await (await fetch(`${app.url}/app.js`)).text();
  expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b/);
});

test.each([
  ['GET', '/nowhere', 404],
  ['GET', '/api/documents/x', 405],
  ['POST', '/', 405],
  ['DELETE', '/api/documents', 405],
  ['DELETE', '/api/documents/%E0%A4%A', 400],
  ['GET', '//', 404],
  ['GET', '/healthz?x=1', 200],
])('%s %s answers %i', async (method, path, status) => {
  expect(await app.code(method, path)).toBe(status);
});

test('metrics are lines that Prometheus can read', async () => {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  const lines = text.trimEnd().split('\n');
  expect(lines.filter((line) => !/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[a-z]+"\})? \d+)$/.test(line))).toEqual(
    [],
  );
  expect(text.endsWith('\n')).toBe(true);
});

test('a process that is asked to end finishes what it began, is not ready, and exits 0', async () => {
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
  socket.write('GET /readyz HTTP/1.1\r\nHost: app\r\n');
  await app.code('GET', '/healthz'); // by now the half request above has arrived
  app.program.terminate();
  await app.program.entry('draining');
  socket.write('\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1.1 503 [^]*\r\nconnection: close\r\n/i);
  expect(await app.program.exit).toBe(0);
  expect(app.program.events().at(-1)).toBe('stopped');
});

test('bad settings end the process with one line that names them and holds no value', async () => {
  const program = bundle.run({ ...settings, PGPORT: 'secret', LLM_MODEL: '' });
  expect(await program.exit).toBe(2);
  expect(program.log).toMatchObject([
    { event: 'failed', reason: 'LLM_MODEL is missing; PGPORT must be a whole number from 1 to 65535' },
  ]);
});
