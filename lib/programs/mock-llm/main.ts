// The process: configuration from the environment, one server, and an orderly end on SIGTERM.
import { loadConfig } from './config';
import { log } from './log';
import { createServer } from './server';

try {
  const { config, host, port } = loadConfig(process.env);
  const server = createServer(config);
  server.http.on('error', (error) => fail(error));
  server.http.listen(port, host, () => {
    log('listening', { address: server.http.address(), models: config.models, embedding: config.embedding });
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log('draining', { signal });
      void server.drain().then(() => log('stopped'));
    });
  }
} catch (error) {
  fail(error as Error);
}

function fail(error: Error): void {
  log('failed', { error: error.message });
  process.exitCode = 1;
}
