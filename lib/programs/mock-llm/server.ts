import { createServer as createHttpServer, Server } from 'node:http';
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

/** The whole mock, not yet listening. */
export function createServer(config: Config): MockServer {
  const service = new Service(config);
  const http = createHttpServer((request, response) => void service.serve(request, response));
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
