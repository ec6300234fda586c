import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { ApiServer } from './api-server';

const folder = mkdtempSync(join(tmpdir(), 'fill-secret-'));
const program = join(folder, 'fill-secret.js');
let server: ApiServer;
beforeAll(() =>
  buildSync({
    entryPoints: [`${__dirname}/../../../lib/programs/fill-secret/main.ts`],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
  }),
);
beforeEach(async () => (server = await ApiServer.start()));
afterEach(() => server.stop());
afterAll(() => rmSync(folder, { recursive: true }));

test('fills the Secret, waits for it if it must, exits 0 and prints no value', async () => {
  server.data = {};
  server.refusals = [404];
  const { code, output } = await run();
  expect(output.map(({ event }) => event)).toEqual(['waiting', 'filled']);
  expect(code).toBe(0);
  const printed = JSON.stringify(output);
  expect(printed).not.toContain(server.data.password);
  expect(printed).not.toContain(server.token);
});

test('does nothing to a complete Secret and exits 0', async () => {
  server.data = {};
  await run();
  const { code, output } = await run();
  expect([code, output.map(({ event }) => event)]).toEqual([0, ['complete']]);
});

test('fills the keys that it is told, and no others', async () => {
  server.data = { SESSION_KEY: 'kept' };
  const { code } = await run({ SECRET_KEYS: 'SESSION_KEY,CSRF_KEY', DATABASE_HOST: '', DATABASE_PORT: '' });
  expect([code, server.data]).toEqual([0, { SESSION_KEY: 'kept', CSRF_KEY: expect.stringMatching(/^[\w-]{32}$/) }]);
});

test('exits 1 when the API refuses', async () => {
  server.refusals = [422];
  const { code, output } = await run();
  expect([code, output[0]]).toEqual([
    1,
    expect.objectContaining({ event: 'failed', reason: expect.stringContaining('422') }),
  ]);
});

test('exits 2 and names every setting that is missing', async () => {
  const { code, output } = await run({ DATABASE_HOST: '', DATABASE_PORT: '' });
  expect([code, output[0]!.reason]).toEqual([2, 'DATABASE_HOST is missing; DATABASE_PORT is missing']);
});

test('exits 2 when the service account is not mounted', async () => {
  const { code, output } = await run({ SERVICE_ACCOUNT_DIR: join(folder, 'nowhere') });
  expect([code, output[0]!.reason]).toEqual([
    2,
    expect.stringContaining('does the pod mount its service account token?'),
  ]);
});

function run(change: NodeJS.ProcessEnv = {}): Promise<{ code: number; output: Record<string, unknown>[] }> {
  const { host, port, namespace, token, ca } = server.seenByPod;
  for (const [file, text] of Object.entries({ namespace, token: `${token}\n`, 'ca.crt': ca }))
    writeFileSync(join(folder, file), text);
  const env = {
    SERVICE_ACCOUNT_DIR: folder,
    KUBERNETES_SERVICE_HOST: host,
    KUBERNETES_SERVICE_PORT: `${port}`,
    SECRET_NAME: 'chatbot-db-app',
    DATABASE_HOST: 'chatbot-db',
    DATABASE_PORT: '5432',
    DATABASE_NAME: 'app',
    DATABASE_USER: 'app',
    ...change,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program], { env }, (_, stdout) => {
      resolve({
        code: child.exitCode!,
        output: stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      });
    });
  });
}
