import { IncomingHttpHeaders } from 'node:http';
import type { Fault } from './conduct/faults';
import type { LatencyOverride } from './conduct/latency';
import { Config } from './config';
import { Identity } from './identity';

/** All that a handler may know: handlers are pure, the server does the talking. */
export interface Call {
  readonly config: Config;
  readonly identity: Identity;
  readonly headers: IncomingHttpHeaders;
  /** The parsed body; undefined where the method has none. */
  readonly body: unknown;
  /** What stood for the `*` of the route's path. */
  readonly rest: string;
  readonly state: State;
}

/** What the server says about itself. */
export interface State {
  readonly draining: boolean;
  /** Requests that are being answered or wait for it. */
  readonly load: number;
  /** In the text format of Prometheus. */
  metrics(): string;
}

/** A whole document, or a stream of frames; both as they go over the wire. */
export type Reply = (
  | { readonly json: object }
  | { readonly text: string; readonly contentType: string }
  | { readonly frames: Iterable<string>; readonly contentType: string }
) & { readonly work?: Work };

/** What it took a model to answer. Replies without it come at once and are not counted. */
export interface Work {
  readonly model: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly finishReason: 'stop' | 'length' | 'tool_calls';
  readonly n: number;
  readonly maxTokens: number;
  /** What a fixture says about the manner of its answer. */
  readonly latency?: LatencyOverride;
  readonly fault?: Fault;
}
