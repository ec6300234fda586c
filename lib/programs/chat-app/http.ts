import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request that is refused; the message is for the client. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Scripts, styles and calls from this server only, and no other site may frame it. */
export const securityHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

export function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  send(response, status, 'application/json', JSON.stringify(body));
}

/**
 * Reads a JSON object of at most `limit` bytes.
 *
 * The type must be JSON's own: pages of other sites can send plain text without asking first. What is over the limit is
 * read and dropped, because a client that is still writing does not see the answer.
 */
export async function readJson(request: IncomingMessage, limit: number): Promise<Record<string, unknown>> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new HttpError(415, 'send JSON, with the content type application/json');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > limit) throw new HttpError(413, `the request is larger than ${limit} bytes`);
  return objectIn(Buffer.concat(chunks).toString());
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // falls through to the same answer
  }
  throw new HttpError(400, 'the request is not a JSON object');
}

/** The field `name` of a request: text that is not blank, without the NUL characters that PostgreSQL refuses. */
export function textField(body: Record<string, unknown>, name: string, maxLength = Infinity): string {
  const value = body[name];
  const text = typeof value === 'string' ? value.replaceAll('\0', '').trim() : '';
  if (text === '') throw new HttpError(400, `"${name}" must be a text that is not empty`);
  if (text.length > maxLength) throw new HttpError(400, `"${name}" must have at most ${maxLength} characters`);
  return text;
}
