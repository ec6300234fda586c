import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer as createHttpServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { parseJson, readBody } from './body';
import { Reply } from './call';
import { Config } from './config';
import { toApiError, unauthorized } from './errors';
import { identify } from './identity';
import { log } from './log';
import { findRoute } from './routes';
import { writeEvents } from './sse';

export interface MockServer {
  readonly http: Server;
  /** Stops accepting, lets open requests and streams finish, then resolves. */
  drain(): Promise<void>;
}

/** The whole mock, not yet listening. */
export function createServer(config: Config): MockServer {
  let draining = false;
  let open = 0;

  const http = createHttpServer((request, response) => {
    open += 1;
    response.once('close', () => {
      open -= 1;
      closeWhenDone();
    });
    if (draining) response.setHeader('connection', 'close');
    void serve(config, request, response, () => draining);
  });

  // Clients may hold connections on which they asked nothing; `close` alone would wait for them forever.
  const closeWhenDone = () => {
    if (draining && open === 0) http.closeAllConnections();
  };

  return {
    http,
    drain: () =>
      new Promise((resolve) => {
        draining = true;
        http.close(() => resolve());
        closeWhenDone();
      }),
  };
}

async function serve(
  config: Config,
  request: IncomingMessage,
  response: ServerResponse,
  draining: () => boolean,
): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const path = url.split('?', 1)[0]!;
  response.setHeader('x-request-id', requestId(identify(method, url, Buffer.alloc(0)).hash));
  try {
    if (path.startsWith('/v1/')) authorize(config.apiKey, request.headers.authorization);
    const { route, rest } = findRoute(method, path);
    const bytes = await readBody(request);
    const identity = identify(method, url, bytes);
    response.setHeader('x-request-id', requestId(identity.hash));
    const body = route.method === 'POST' ? parseJson(bytes) : undefined;
    await send(response, route.handle({ config, identity, body, rest, draining: draining() }));
  } catch (thrown) {
    sendError(response, thrown);
  }
}

const requestId = (hash: string): string => `req_${hash}`;

/** Compares digests, which are of one length, in constant time. */
function authorize(apiKey: string | undefined, header: string | undefined): void {
  if (apiKey === undefined) return;
  if (!header) throw unauthorized('There is no API key: send it as "Authorization: Bearer KEY"');
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const given = /^Bearer +(.*)$/i.exec(header)?.[1] ?? '';
  if (!timingSafeEqual(digest(given), digest(apiKey))) throw unauthorized('The API key is not the right one');
}

async function send(response: ServerResponse, reply: Reply): Promise<void> {
  if ('events' in reply) return writeEvents(response, reply.events);
  sendJson(response, 200, reply.json);
}

function sendError(response: ServerResponse, thrown: unknown): void {
  const error = toApiError(thrown);
  const aborted = response.destroyed;
  if (error.status === 500 && !aborted) log('error', { error: (thrown as Error).stack ?? String(thrown) });
  if (response.headersSent) response.destroy();
  else sendJson(response, error.status, error.body, error.headers);
}

function sendJson(response: ServerResponse, status: number, document: object, headers = {}): void {
  const text = JSON.stringify(document);
  const length = Buffer.byteLength(text);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length, ...headers }).end(text);
}
