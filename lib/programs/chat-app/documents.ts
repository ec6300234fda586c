import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from './app';
import { chunk } from './chunk';
import { embed } from './embeddings';
import { HttpError, readJson, sendJson, textField } from './http';
import type { Passage } from './passages';

const maxBytes = 10 * 1024 * 1024;
const textsPerCall = 32;
const callTimeoutMs = 60_000;

export async function listDocuments({ passages }: App, _: IncomingMessage, response: ServerResponse): Promise<void> {
  sendJson(response, 200, { documents: await passages.list() });
}

/** Stores a document in the place of the one of the same name. */
export async function addDocument(app: App, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJson(request, maxBytes);
  const source = textField(body, 'source', 200).replace(/\s+/g, ' ');
  const passages = await embedded(app, chunk(textField(body, 'text')), response);
  await app.passages.replace(source, passages);
  app.metrics.documents++;
  app.log('document stored', { passages: passages.length });
  sendJson(response, 201, { source, passages: passages.length });
}

export async function removeDocument(app: App, response: ServerResponse, source: string): Promise<void> {
  if (!(await app.passages.remove(source))) throw new HttpError(404, 'there is no such document');
  app.log('document removed');
  response.writeHead(204).end();
}

async function embedded({ settings }: App, texts: readonly string[], response: ServerResponse): Promise<Passage[]> {
  const passages: Passage[] = [];
  while (passages.length < texts.length) {
    if (response.destroyed) throw new HttpError(499, 'the client left');
    const batch = texts.slice(passages.length, passages.length + textsPerCall);
    const vectors = await embed(settings.embeddings, batch, AbortSignal.timeout(callTimeoutMs));
    passages.push(...batch.map((content, index) => ({ content, embedding: vectors[index]! })));
  }
  return passages;
}
