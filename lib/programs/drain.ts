import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
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
  private open = 0;
  private begun = false;
  /** Runs, once nobody new comes in, for as long as nothing is asked. */
  private quiet?: NodeJS.Timeout;

  constructor(private readonly server: Server) {
    server.prependListener('request', (_request, response) => this.attend(response));
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

  private attend(response: ServerResponse): void {
    this.open += 1;
    if (this.begun) response.setHeader('connection', 'close');
    response.on('close', this.leave);
  }

  /** One function for all, as every request passes here. */
  private readonly leave = (): void => {
    this.open -= 1;
    this.quiet = this.quiet?.refresh();
  };

  /** Also connections on which nothing was ever asked: an HTTP server by itself waits for them forever. */
  private closeWhenDone(): void {
    if (this.open === 0) this.server.closeAllConnections();
  }
}
