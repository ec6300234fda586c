import { IncomingHttpHeaders } from 'node:http';
import { RETRY_HEADER, retriesOf } from '../script/scene';

/** What was tried longer ago than this belongs to another story. */
const FORGOTTEN_MS = 60_000;
const MOST = 1000;

/**
 * How often requests failed that are to fail so many `times` only. The retries that clients count are believed; but many
 * clients do not count, so the same request within a minute is taken for a retry. Nothing else of the server remembers.
 */
export class Attempts {
  private readonly failed = new Map<string, { readonly count: number; readonly at: number }>();

  /** Whether there is anything to look up. */
  get any(): boolean {
    return this.failed.size > 0;
  }

  /** Writes into the headers whichever of the two counts is higher, so that all else goes by the headers alone. */
  count(headers: IncomingHttpHeaders, hash: string): void {
    const known = this.failed.get(hash);
    if (!known || performance.now() - known.at > FORGOTTEN_MS) return;
    headers[RETRY_HEADER] = String(Math.max(known.count, retriesOf(headers)));
  }

  fail(headers: IncomingHttpHeaders, hash: string): void {
    this.failed.delete(hash); // so that it becomes the youngest
    this.failed.set(hash, { count: retriesOf(headers) + 1, at: performance.now() });
    if (this.failed.size > MOST) this.failed.delete(this.failed.keys().next().value!);
  }

  succeed(hash: string): void {
    this.failed.delete(hash);
  }
}
