// The mock for tests of other projects: `import { startMock } from 'cdk8s-llm/mock'`.
import { once } from 'node:events';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../mock-llm/config';
import { createServer } from '../mock-llm/server';
import { anything, closedObject, integer, optional, string } from '../mock-llm/shape';
import type * as api from './api';

/** Callers without a compiler may take a fixture for an option. */
const options = closedObject({
  port: optional(integer(0, 65_535)),
  host: optional(string),
  config: anything,
  apiKey: optional(string),
});

export const startMock: typeof api.startMock = async (given = {}) => {
  const { port = 0, host = '127.0.0.1', config: content = {}, apiKey } = options(given, '');
  const config = readConfig(content, apiKey);
  const server = createServer(config);
  if (config.startupSeconds > 0) await sleep(config.startupSeconds * 1000);
  await once(server.http.listen(port, host), 'listening');
  const address = server.http.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
  return {
    url,
    baseUrl: `${url}/v1`,
    port: address.port,
    configure: (changed) => server.reload(readConfig(changed, apiKey)),
    stop: () => server.drain(),
  };
};
