import { createServer as createHttpServer, Server } from 'node:http';
import { tellDepartures } from '../departures';
import { Drain } from '../drain';
import { Config } from './config';
import { Service } from './service';

export interface MockServer {
  readonly http: Server;
  /** What is asked from now on is answered by this configuration. */
  reload(config: Config): void;
  /** Lets open requests and streams finish, then resolves; for clients that go on asking, after a grace. */
  drain(graceMs?: number): Promise<void>;
}

/**
 * An idle connection is the client's to close: a server that closes it after a time does so, now and then, just when the
 * next request is on its way. Clients that died are found by TCP.
 */
const CONNECTIONS = { keepAliveTimeout: 0, keepAlive: true, keepAliveInitialDelay: 60_000 };

/** The whole mock, not yet listening. */
export function createServer(config: Config): MockServer {
  const service = new Service(config);
  const http = createHttpServer(CONNECTIONS, (request, response) => void service.serve(request, response));
  tellDepartures(http);
  const drain = new Drain(http);
  return {
    http,
    reload: (changed) => service.reload(changed),
    drain: (graceMs = 0) => {
      service.draining = true;
      service.releaseHung();
      return drain.run(graceMs);
    },
  };
}
