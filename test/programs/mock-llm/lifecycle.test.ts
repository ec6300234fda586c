import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { Mock, startMock } from './mock';

/** So long a stream that the buffers of the connection cannot hold it: it stays open until it is read. */
const LONG = 'word '.repeat(50_000);

const openStream = async (port: number): Promise<IncomingMessage> => {
  const sent = request({ port, path: '/v1/chat/completions', method: 'POST', agent: false });
  sent.end(JSON.stringify({ model: 'mock-llm', stream: true, messages: [{ role: 'user', content: LONG }] }));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
};
const rest = async (response: IncomingMessage) => Buffer.concat(await response.toArray()).toString();

test('an idle connection is the client’s to close: the server says no time after which it would', async () => {
  const mock = await startMock();
  const { headers } = await fetch(`${mock.url}/health`);
  expect([headers.get('connection'), headers.get('keep-alive')]).toEqual(['keep-alive', null]);
  await mock.server.drain();
});

describe('a draining server', () => {
  let mock: Mock;
  beforeEach(async () => {
    mock = await startMock();
  });
  // Also after a failure nothing may keep the test run alive.
  afterEach(() => mock.server.http.close().closeAllConnections());

  test('is not healthy any more, takes nobody new, and finishes what it began', async () => {
    const { server, port } = mock;
    const stream = await openStream(port);
    const probe = connect(port).setEncoding('utf8');
    probe.write('POST /v1/embeddings HTTP/1.1\r\nHost: mock\r\nContent-Length: 2\r\n\r\n');
    await once(server.http, 'request');
    const unused = connect(port).resume();
    const hungUp = once(unused, 'close');
    await once(server.http, 'connection');

    const drained = server.drain();
    probe.write('{}GET /health HTTP/1.1\r\nHost: mock\r\n\r\n');
    const answers = (await probe.toArray()).join('');
    expect(answers.match(/HTTP\/1\.1 \d+|connection: \S+/gi)).toEqual([
      'HTTP/1.1 400',
      'Connection: keep-alive',
      'HTTP/1.1 503',
      'connection: close',
    ]);
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow('fetch failed');

    expect((await rest(stream)).endsWith('data: [DONE]\n\n')).toBe(true);
    await Promise.all([drained, hungUp]);
  });

  test('does not wait for a client that has gone in the midst of its stream', async () => {
    const { server, port } = mock;
    const stream = await openStream(port);
    const drained = server.drain();
    stream.destroy();
    await drained;
  });
});

describe('the bundled program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mock-llm-'));
  const program = join(folder, 'mock-llm.js');
  const children: ChildProcess[] = [];

  beforeAll(() => {
    const source = join(__dirname, '../../../lib/programs/mock-llm/main.ts');
    buildSync({ entryPoints: [source], outfile: program, bundle: true, platform: 'node', target: 'node20' });
  });
  afterAll(() => {
    children.forEach((child) => child.kill('SIGKILL'));
    rmSync(folder, { recursive: true });
  });

  /** Its log lines as they come, each of which says what happened. */
  const start = (env: NodeJS.ProcessEnv) => {
    const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    return { child, exited: once(child, 'exit'), next: async () => JSON.parse((await lines.next()).value) };
  };

  test('finishes an open stream after SIGTERM and exits with 0', async () => {
    const { child, exited, next } = start({ PORT: '0' });
    const listening = await next();
    expect(listening).toMatchObject({ event: 'listening', models: ['mock-llm'] });
    const stream = await openStream(listening.address.port);
    child.kill('SIGTERM');
    expect(await next()).toMatchObject({ event: 'draining', signal: 'SIGTERM' });

    const text = await rest(stream);
    const said = [...text.matchAll(/"content":"([^"]*)"/g)].map(([, piece]) => piece).join('');
    expect(said).toBe(`(mock) You said: ${LONG.trim()}`);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(await next()).toMatchObject({ event: 'stopped' });
    expect(await exited).toEqual([0, null]);
  });

  test('says what is wrong with its environment and exits with 1', async () => {
    const { exited, next } = start({ PORT: 'http' });
    expect(await next()).toMatchObject({ event: 'failed', error: expect.stringMatching(/^PORT: /) });
    expect(await exited).toEqual([1, null]);
  });
});
