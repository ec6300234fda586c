import type { App } from './app';
import { HttpError } from './http';
import { UpstreamError } from './upstream-error';

/** Counts and logs what went wrong, and says what the client gets to know of it. */
export function failureOf(app: App, error: unknown): { readonly status: number; readonly message: string } {
  if (error instanceof HttpError) return error;
  const message = (error as Error).message;
  if (error instanceof UpstreamError) {
    app.metrics.errors[error.upstream]++;
    app.log('upstream failed', { upstream: error.upstream, reason: error.reason });
    void app.upstreams.check(error.upstream);
    return { status: 503, message };
  }
  app.metrics.errors.app++;
  app.log('bug', { reason: message, stack: (error as Error).stack });
  return { status: 500, message: 'something went wrong in the app' };
}
