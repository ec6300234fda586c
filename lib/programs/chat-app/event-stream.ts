import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

const heartbeatMs = 15_000;

/** A response of server-sent events. Comments keep proxies from closing it while the LLM thinks. */
export class EventStream {
  private readonly heartbeat: NodeJS.Timeout;

  constructor(
    private readonly response: ServerResponse,
    private readonly signal: AbortSignal,
  ) {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.flushHeaders();
    this.heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
  }

  /** Waits for a client that reads slowly. */
  async send(event: string, data: unknown): Promise<void> {
    const written = this.response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    if (!written) await once(this.response, 'drain', { signal: this.signal });
  }

  /** Says the last thing, for which nobody waits. */
  end(event: string, data: unknown): void {
    this.response.end(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  close(): void {
    clearInterval(this.heartbeat);
    this.response.end();
  }
}
