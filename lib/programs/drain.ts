import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Long enough for the next request of a client that is not idle, and little of a pod's grace period. */
export const GRACE_MS = 1_000;

/**
 * Ends a server so that no client sees a request fail.
 *
 * A client may ask over a kept connection in the very moment in which the server closes it. So every answer says
 * `Connection: close` first, and only connections on which nobody has asked for a while are closed without a word.
 */
export class Drain {
  private readonly open = new Set<IncomingMessage>();
  private begun = false;
  /** Runs, once nobody new comes in, for as long as nothing is asked. */
  private quiet?: NodeJS.Timeout;
  /** Bytes of requests that were not complete, when last looked. */
  private received = 0;

  constructor(private readonly server: Server) {
    server.prependListener('request', (request, response) => this.attend(request, response));
  }

  /** Resolves when all that was asked is answered and every connection is closed. */
  async run(graceMs: number): Promise<void> {
    const { server } = this;
    this.begun = true;
    await pause(graceMs);
    const closed = once(server, 'close');
    NetServer.prototype.close.call(server); // that of an HTTP server would close idle connections at once
    this.quiet = setTimeout(() => this.closeWhenDone(), graceMs);
    await closed;
    clearTimeout(this.quiet);
  }

  private attend(request: IncomingMessage, response: ServerResponse): void {
    this.open.add(request);
    if (this.begun) response.setHeader('connection', 'close');
    response.on('close', () => {
      this.open.delete(request);
      this.quiet = this.quiet?.refresh();
    });
  }

  /** Also connections on which nothing was ever asked: an HTTP server by itself waits for them forever. */
  private closeWhenDone(): void {
    const unread = [...this.open].filter(({ complete }) => !complete);
    if (unread.length < this.open.size) return; // the end of an answer is the next occasion
    const received = unread.reduce((sum, { socket }) => sum + socket.bytesRead, 0);
    if (unread.length === 0 || received === this.received) return this.server.closeAllConnections();
    // A request may still be on its way; one of which nothing more comes is not.
    this.received = received;
    this.quiet = setTimeout(() => this.closeWhenDone(), GRACE_MS);
  }
}
