/** The reference chat app: documents in, questions answered from them, with an LLM and a vector database behind it. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Drain, GRACE_MS } from '../drain';
import { SettingsError } from '../environment';
import { logger } from '../log';
import { Metrics } from './metrics';
import { Passages } from './passages';
import { createPool } from './pool';
import { createServer } from './server';
import { settingsFrom } from './settings';
import { Upstreams } from './upstreams';

const log = logger('chat-app');

async function main(): Promise<void> {
  const settings = settingsFrom(process.env);
  const pool = createPool(settings.postgres, settings.poolMax, log);
  const passages = new Passages(pool, settings.embeddings);
  const upstreams = new Upstreams(settings, passages, log);
  const app = { settings, passages, upstreams, metrics: new Metrics(), log, draining: false };
  const server = createServer(app);
  const drain = new Drain(server);

  upstreams.watch();
  server.listen(settings.port, '0.0.0.0');
  await once(server, 'listening');
  log('listening', { port: (server.address() as AddressInfo).port });

  await once(process, 'SIGTERM');
  log('draining');
  app.draining = true;
  await drain.run(GRACE_MS);
  await pool.end();
  log('stopped');
}

main().catch((error: unknown) => {
  log('failed', { reason: (error as Error).message });
  process.exitCode = error instanceof SettingsError ? 2 : 1;
});
