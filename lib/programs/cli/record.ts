// Stands before a real server and writes down what it answers, for the mock to say the same.
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { readBody } from '../mock-llm/body';
import { identify } from '../mock-llm/identity';
import { Recording } from '../mock-llm/script/recording';
import { reasonOf } from '../reason';

/** `keep` is told every recording. Keys pass through and are in none of them. */
export function createRecorder(target: URL, keep: (recording: Recording) => void): Server {
  return createServer((request, response) => {
    pass(target, request, response).then(
      (recording) => recording && keep(recording),
      (error: unknown) => refuse(response, `${target.origin} did not answer: ${reasonOf(error)}`),
    );
  });
}

/** The answer goes on as it comes, and is whole only at the end. */
async function pass(target: URL, request: IncomingMessage, response: ServerResponse): Promise<Recording | undefined> {
  const { method = 'GET', url = '/' } = request;
  const body = await readBody(request);
  const asked = await fetch(joined(target, url), {
    method,
    headers: passedOn(request),
    body: method === 'GET' ? undefined : body,
  });
  const contentType = asked.headers.get('content-type') ?? 'application/octet-stream';
  response.writeHead(asked.status, { 'content-type': contentType });
  const chunks: Uint8Array[] = [];
  for await (const chunk of asked.body ?? []) {
    chunks.push(chunk as Uint8Array);
    response.write(chunk);
  }
  response.end();
  // An error is the matter of a moment, and nobody's fixture.
  if (!asked.ok) return undefined;
  return {
    request: identify(method, url, body).hash,
    status: asked.status,
    contentType,
    body: Buffer.concat(chunks).toString(),
  };
}

/** A target may end in the `/v1` that requests begin with. */
function joined(target: URL, url: string): string {
  const base = target.href.replace(/\/+$/, '');
  return base.endsWith('/v1') && url.startsWith('/v1/') ? base + url.slice('/v1'.length) : base + url;
}

/** Those that are about this connection stay here. */
function passedOn({ headers }: IncomingMessage): Record<string, string> {
  const kept = Object.entries(headers).filter(
    ([name]) => !/^(?:host|connection|content-length|accept-encoding|transfer-encoding|expect|keep-alive)$/.test(name),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

function refuse(response: ServerResponse, message: string): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(502, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message, type: 'server_error', param: null, code: null } }));
}
