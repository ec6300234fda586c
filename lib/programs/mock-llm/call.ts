import { Config } from './config';
import { Identity } from './identity';

/** All that a handler may know: handlers are pure, the server does the talking. */
export interface Call {
  readonly config: Config;
  readonly identity: Identity;
  /** The parsed body; undefined where the method has none. */
  readonly body: unknown;
  /** What stood for the `*` of the route's path. */
  readonly rest: string;
  readonly draining: boolean;
}

/** One JSON document, or a stream of server-sent events. */
export type Reply = { readonly json: object } | { readonly events: Iterable<object> };
