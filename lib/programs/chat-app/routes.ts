import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from './app';
import { chat } from './chat';
import { addDocument, listDocuments, removeDocument } from './documents';
import { HttpError, send } from './http';
import { Metrics } from './metrics';
import { type Asset, page, pageScript, pageStyle } from './page';
import { status } from './status';

export type Handler = (app: App, request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

type Methods = Readonly<Record<string, Handler>>;

const routes: Readonly<Record<string, Methods>> = {
  '/': { GET: asset(page) },
  '/app.js': { GET: asset(pageScript) },
  '/style.css': { GET: asset(pageStyle) },
  // Both probes speak of this process alone: an LLM that is away must not take the page down.
  '/healthz': { GET: (_app, _request, response) => text(response, 200, 'ok') },
  '/readyz': {
    GET: ({ draining }, _request, response) => (draining ? text(response, 503, 'draining') : text(response, 200, 'ok')),
  },
  '/metrics': {
    GET: ({ metrics, upstreams }, _request, response) =>
      send(response, 200, Metrics.contentType, metrics.render(upstreams)),
  },
  '/api/status': { GET: status },
  '/api/documents': { GET: listDocuments, POST: addDocument },
  '/api/chat': { POST: chat },
};

const documentPath = '/api/documents/';

/** Who handles a request; an HttpError if nobody does. */
export function handlerOf({ method = '', url = '' }: IncomingMessage): Handler {
  const path = url.split('?', 1)[0]!;
  const methods = path.startsWith(documentPath) ? oneDocument(path) : routes[path];
  if (!methods) throw new HttpError(404, `there is nothing at ${path}`);
  const handler = methods[method === 'HEAD' ? 'GET' : method];
  if (!handler) throw new HttpError(405, `${path} takes ${Object.keys(methods).join(', ')}`);
  return handler;
}

function oneDocument(path: string): Methods {
  return {
    DELETE: (app, _request, response) => removeDocument(app, response, decoded(path.slice(documentPath.length))),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new HttpError(400, 'the name of the document is not encoded properly');
  }
}

function asset({ type, text: body }: Asset): Handler {
  return (_app, _request, response) => {
    response.setHeader('cache-control', 'no-cache');
    send(response, 200, type, body);
  };
}

function text(response: ServerResponse, code: number, body: string): void {
  send(response, code, 'text/plain; charset=utf-8', body);
}
