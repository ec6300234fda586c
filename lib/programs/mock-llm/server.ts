import { createServer as createHttpServer, Server } from 'node:http';
import { Config } from './config';
import { Service } from './service';

export interface MockServer {
  readonly http: Server;
  /** What is asked from now on is answered by this configuration. */
  reload(config: Config): void;
  /** Stops accepting, lets open requests and streams finish, then resolves. */
  drain(): Promise<void>;
}

/** The whole mock, not yet listening. */
export function createServer(config: Config): MockServer {
  const service = new Service(config);
  let open = 0;

  const http = createHttpServer((request, response) => {
    open += 1;
    response.once('close', () => {
      open -= 1;
      closeWhenDone();
    });
    if (service.draining) response.setHeader('connection', 'close');
    void service.serve(request, response);
  });

  // Clients may hold connections on which they asked nothing; `close` alone would wait for them forever.
  const closeWhenDone = () => {
    if (service.draining && open === 0) http.closeAllConnections();
  };

  return {
    http,
    reload: (changed) => service.reload(changed),
    drain: () =>
      new Promise((resolve) => {
        service.draining = true;
        service.releaseHung();
        http.close(() => resolve());
        closeWhenDone();
      }),
  };
}
