// The process: configuration from the environment and a file, one server, and an orderly end on SIGTERM.
import { setTimeout as sleep } from 'node:timers/promises';
import { GRACE_MS } from '../drain';
import { log } from './log';
import { createServer } from './server';
import { loadConfig, loadSettings } from './settings';
import { onChange } from './watch';

try {
  const { config, file, host, port } = loadSettings(process.env);
  const server = createServer(config);
  const stopping = new AbortController();
  server.http.on('error', (error) => fail(error));

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log('draining', { signal });
      if (!server.http.listening) return stopping.abort();
      void server.drain(GRACE_MS).then(() => log('stopped'));
    });
  }

  onChange(file, () => {
    try {
      server.reload(loadConfig(process.env));
      log('reloaded');
    } catch (error) {
      log('kept', { error: (error as Error).message });
    }
  });

  // A vLLM that loads its model does not listen yet: probes are refused, and so are clients.
  if (config.startupSeconds > 0) log('loading', { seconds: config.startupSeconds });
  sleep(config.startupSeconds * 1000, undefined, { signal: stopping.signal }).then(
    () =>
      server.http.listen(port, host, () => {
        log('listening', { address: server.http.address(), models: config.models, embedding: config.embedding });
      }),
    () => log('stopped'),
  );
} catch (error) {
  fail(error as Error);
}

function fail(error: Error): void {
  log('failed', { error: error.message });
  process.exitCode = 1;
}
