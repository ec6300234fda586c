import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { App } from './app';
import { failureOf } from './failure';
import { securityHeaders, sendJson } from './http';
import { admit } from './login';
import { handlerOf } from './routes';

/** Longer than the idle limit of common proxies, which would otherwise send a request into a closing connection. */
const keepAliveTimeout = 65_000;

export function createServer(app: App): Server {
  const server = createHttpServer({ keepAliveTimeout }, (request, response) => {
    // Closing the server closes idle connections once; those that become idle later must be told.
    if (app.draining) response.setHeader('connection', 'close');
    response.on('close', () => app.draining && setImmediate(() => server.closeIdleConnections()));
    void respond(app, request, response);
  });
  return server;
}

async function respond(app: App, request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  try {
    admit(app.settings.login, request, response);
    await handlerOf(request)(app, request, response);
  } catch (error) {
    const { status, message } = failureOf(app, error);
    if (response.headersSent) response.destroy();
    else sendJson(response, status, { error: message });
  }
}
