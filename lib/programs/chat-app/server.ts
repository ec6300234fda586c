import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tellDepartures } from '../departures';
import type { App } from './app';
import { failureOf } from './failure';
import { securityHeaders, sendJson } from './http';
import { admit } from './login';
import { handlerOf } from './routes';

/** Longer than the idle limit of common proxies, which would otherwise send a request into a closing connection. */
const keepAliveTimeout = 65_000;

export function createServer(app: App): Server {
  const server = createHttpServer({ keepAliveTimeout }, (request, response) => void respond(app, request, response));
  tellDepartures(server);
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
