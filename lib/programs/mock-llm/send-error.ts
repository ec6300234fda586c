import { ServerResponse } from 'node:http';
import { toApiError } from './errors';
import { log } from './log';
import { errorBody, ErrorStyle } from './wire/error-body';

/** Before the first byte an error has its status; after it only the connection can tell. */
export function sendError(
  response: ServerResponse,
  path: string,
  hash: string,
  thrown: unknown,
  style: ErrorStyle,
): void {
  const error = toApiError(thrown);
  if (error.status === 500 && thrown !== error && !response.destroyed)
    log('error', { error: (thrown as Error).stack ?? String(thrown) });
  if (response.headersSent) return void response.destroy();
  const requestId = `req_${hash}`;
  const text = JSON.stringify(errorBody(path, error, requestId, style));
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  response
    .writeHead(error.status, { ...headers, 'x-request-id': requestId, 'request-id': requestId, ...error.headers })
    .end(text);
}
