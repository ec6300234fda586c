// One request from its arrival to its end.
import { IncomingMessage, ServerResponse } from 'node:http';
import { authorize } from './authorize';
import { parseJson, readBody } from './body';
import { Cache } from './cache';
import { State } from './call';
import { Attempts } from './conduct/attempts';
import { Fault, FAULT_HEADER, faultOf, readFaultHeader, throwFault } from './conduct/faults';
import { merged, paceOf } from './conduct/latency';
import { Queue } from './conduct/queue';
import { Config } from './config';
import { ApiError } from './errors';
import { identify } from './identity';
import { blamed } from './limits';
import { Metrics } from './metrics/metrics';
import { Page, pageOf } from './page';
import { perform } from './perform';
import { findRoute, Route } from './routes';
import { headersOf } from './script/fixture';
import { RETRY_HEADER, retriesOf } from './script/scene';
import { sendError } from './send-error';

/** Answers to requests that came before; a request larger than the second number is not worth it. */
const CACHE_BYTES = 16 * 1024 * 1024;
const CACHEABLE_BYTES = 64 * 1024;

export class Service {
  draining = false;
  private cache = new Cache<Page>(CACHE_BYTES);
  /** Headers that the answer may depend on. */
  private vary: readonly string[] = [];
  private readonly metrics = new Metrics();
  private readonly queue = new Queue(Infinity);
  private readonly attempts = new Attempts();
  private readonly hung = new Set<ServerResponse>();
  private readonly state: State;

  constructor(private config: Config) {
    const { metrics, queue } = this;
    const isDraining = (): boolean => this.draining;
    this.state = {
      get draining() {
        return isDraining();
      },
      get load() {
        return queue.size;
      },
      metrics: () => metrics.text(),
    };
    this.reload(config);
  }

  /** For requests from now on; those that are being answered are not touched. */
  reload(config: Config): void {
    this.config = config;
    this.cache = new Cache(CACHE_BYTES);
    this.vary = [RETRY_HEADER, ...headersOf(config.fixtures)];
    for (const model of [...config.models, config.embedding.model]) this.metrics.of(model);
    this.queue.limit = config.maxNumSeqs;
    this.queue.admit();
  }

  /** Nobody waits any longer for an answer that will not come. */
  releaseHung(): void {
    this.hung.forEach((response) => response.destroy());
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrived = performance.now();
    const { method = 'GET', url = '/' } = request;
    const path = url.split('?', 1)[0]!;
    let bytes: Buffer = EMPTY;
    const hash = (): string => identify(method, url, bytes).hash;
    try {
      authorize(this.config.apiKey, path, request.headers);
      const { route, rest } = findRoute(method, path);
      bytes = await readBody(request);
      if (this.attempts.any) this.attempts.count(request.headers, hash());
      await this.deliver(request, response, this.page(request, route, rest, bytes), arrived);
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.passes) this.attempts.fail(request.headers, hash());
      sendError(response, path, hash(), blamed(thrown, bytes), this.config.errors);
    }
  }

  /** From the cache when the same was asked before: handlers of a POST are pure. */
  private page(request: IncomingMessage, route: Route, rest: string, bytes: Buffer): Page {
    const { url = '/', headers } = request;
    if (route.method !== 'POST' || bytes.length > CACHEABLE_BYTES) return this.make(request, route, rest, bytes);
    const varied = this.vary.map((name) => headers[name] ?? '').join('\n');
    const key = `${url}\n${varied}\n${bytes.toString('latin1')}`;
    const known = this.cache.get(key);
    if (known) return known;
    const page = this.make(request, route, rest, bytes);
    if (page.body)
      this.cache.offer(key, parseInt(page.hash.slice(0, 8), 16), page, 2 * (key.length + page.body.length));
    return page;
  }

  private make({ method, url = '/', headers }: IncomingMessage, route: Route, rest: string, bytes: Buffer): Page {
    const { config, state } = this;
    const identity = identify(method!, url, bytes);
    const recording = config.recordings.get(identity.hash);
    if (recording) return pageOf(recording, identity.hash);
    const body = route.method === 'POST' ? parseJson(bytes) : undefined;
    return pageOf(route.handle({ config, identity, headers, body, rest, state }), identity.hash);
  }

  /** In its turn, and in the manner that the configuration, a fixture or a header asks for. */
  private async deliver(
    { headers }: IncomingMessage,
    response: ServerResponse,
    page: Page,
    arrived: number,
  ): Promise<void> {
    const { config, queue, hung } = this;
    const { work, hash } = page;
    const fault = this.fault(page, headers);
    throwFault(fault);
    if (fault && fault.times < Infinity) this.attempts.fail(headers, hash);
    else if (this.attempts.any) this.attempts.succeed(hash);
    if (!work) return perform(response, page, { fault, hung, onFirst: nothing });

    const counts = this.metrics.of(work.model);
    if (!queue.tryEnter()) {
      counts.waiting += 1;
      const entered = await queue.wait((giveUp) => response.once('close', giveUp));
      counts.waiting -= 1;
      if (!entered) return void (counts.endings.abort += work.n);
    }
    counts.running += 1;
    const started = performance.now();
    let first = started;
    const onFirst = (): void => void (first = performance.now());
    const load = (queue.busy - 1) / Math.min(config.maxNumSeqs, USUAL_MAX_NUM_SEQS);
    const pace = paceOf(merged(config.latency, work.latency), work.promptTokens, hash, Math.min(1, load));
    try {
      await perform(response, page, { pace, fault, hung, onFirst });
    } finally {
      counts.running -= 1;
      queue.leave();
      const ending = !response.writableEnded ? 'abort' : work.finishReason === 'length' ? 'length' : 'stop';
      this.metrics.finished(work, { arrived, started, first, ended: performance.now() }, ending);
    }
  }

  private fault({ work, hash }: Page, headers: IncomingMessage['headers']): Fault | undefined {
    const header = headers[FAULT_HEADER];
    if (header === undefined && !work) return undefined;
    const retries = retriesOf(headers);
    const told = header === undefined ? work?.fault : readFaultHeader(String(header));
    const fault = told ?? faultOf(this.config.faults, hash, retries);
    return fault && retries < fault.times ? fault : undefined;
  }
}

/** vLLM's own limit on a GPU of less than 70 GiB, where none is set. */
const USUAL_MAX_NUM_SEQS = 256;
const EMPTY = Buffer.alloc(0);
const nothing = (): void => undefined;
