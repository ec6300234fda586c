import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Handler = (response: ServerResponse, body: any, request: IncomingMessage) => void;

/** An LLM whose every answer the test decides; what it is not told, it answers with 404. */
export class StubLlm {
  static async start(): Promise<StubLlm> {
    const stub = new StubLlm();
    await once(stub.server.listen(0, '127.0.0.1'), 'listening');
    return stub;
  }

  handlers: Record<string, Handler> = {};

  private readonly server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const handler = this.handlers[request.url ?? ''] ?? ((unknown) => unknown.writeHead(404).end());
    handler(response, text && JSON.parse(text), request);
  });

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}

export const json =
  (body: object, status = 200): Handler =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** Vectors that all look the same way. */
export const embeddings =
  (dimensions: number): Handler =>
  (response, { input }: { input: string[] }) =>
    json({ data: input.map((_, index) => ({ index, embedding: new Array(dimensions).fill(0.5) })) })(
      response,
      {},
      null!,
    );

/** Starts a stream with these pieces and leaves the rest to the test. */
export function startStream(response: ServerResponse, ...pieces: string[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const content of pieces) response.write(`data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`);
}
