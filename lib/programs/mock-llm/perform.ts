// Brings a page to the client: at once, or as slowly and as badly as asked for.
import { ServerResponse } from 'node:http';
import { Fault } from './conduct/faults';
import { Pace } from './conduct/latency';
import { drained, gone, wait } from './conduct/wait';
import { Page } from './page';

export interface Manner {
  readonly pace?: Pace;
  readonly fault?: Fault;
  /** Told when the first byte goes out. */
  readonly onFirst: () => void;
  /** Where those are kept that get no answer. */
  readonly hung: Set<ServerResponse>;
}

export async function perform(response: ServerResponse, page: Page, manner: Manner): Promise<void> {
  const { pace, fault, onFirst } = manner;
  if (!pace && !fault) return page.body ? atOnce(response, page, page.body) : inBatches(response, page);
  if (fault?.kind === 'hang' && (fault.after === 0 || !page.frames)) return hang(response, manner);
  if (fault?.kind === 'slow') await wait(fault.ms, response);
  if (page.frames) return frameByFrame(response, page, manner);

  const work = page.work;
  if (pace) await wait(pace.first + pace.perToken * ((work?.completionTokens ?? 0) / (work?.n ?? 1)), response);
  if (response.destroyed) return;
  onFirst();
  return broken(response, page, fault);
}

/** A stream has no length, not even when all of it is here. */
function head(response: ServerResponse, { status, hash, contentType }: Page, length?: number): ServerResponse {
  const id = `req_${hash}`;
  const size = length === undefined ? ['cache-control', 'no-cache'] : ['content-length', String(length)];
  return response.writeHead(status, ['content-type', contentType, 'x-request-id', id, 'request-id', id, ...size]);
}

function atOnce(response: ServerResponse, page: Page, body: string): void {
  // A text goes out in one piece with the head; one without any further letters need not be encoded either.
  const plain = page.bytes === page.body?.length;
  head(response, page, page.frames ? undefined : page.bytes).end(body, plain ? 'latin1' : 'utf8');
}

/** A whole answer, or what is left of it. */
function broken(response: ServerResponse, page: Page, fault: Fault | undefined): void {
  const half = Buffer.from(page.body!).subarray(0, page.bytes! / 2);
  if (fault?.kind === 'malformed' || fault?.kind === 'end') head(response, page, half.length).end(half);
  else if (fault?.kind === 'cut') head(response, page, page.bytes).write(half, () => response.destroy());
  else atOnce(response, page, page.body!);
}

const BATCH = 16 * 1024;

/** As fast as the client reads, in pieces of some size. */
async function inBatches(response: ServerResponse, page: Page): Promise<void> {
  head(response, page);
  let batch = '';
  for (const frame of page.frames!) {
    batch += frame;
    if (batch.length < BATCH) continue;
    if (response.destroyed) return;
    if (!response.write(batch)) await drained(response);
    batch = '';
  }
  response.end(batch);
}

async function hang(response: ServerResponse, { hung }: Manner): Promise<void> {
  hung.add(response);
  await gone(response);
  hung.delete(response);
}

/** Moments are counted from the start: a late timer does not make all that follows late. */
async function frameByFrame(response: ServerResponse, page: Page, manner: Manner): Promise<void> {
  const { pace, fault, onFirst } = manner;
  const began = performance.now();
  let index = 0;
  for (const frame of page.frames!) {
    if (fault && index === fault.after && fault.kind !== 'malformed') {
      if (fault.kind === 'hang') return hang(response, manner);
      if (fault.kind === 'end') break;
      if (fault.kind === 'cut') return void response.write('', () => response.destroy());
    }
    const left = pace ? began + pace.first + index * pace.perToken - performance.now() : 0;
    if (left >= 1) await wait(left, response);
    if (response.destroyed) return;
    if (index === 0) {
      head(response, page);
      onFirst();
    }
    const spoilt = fault?.kind === 'malformed' && index === fault.after;
    if (!response.write(spoilt ? `${frame.slice(0, frame.length / 2)}\n\n` : frame)) await drained(response);
    index += 1;
  }
  if (!response.headersSent) head(response, page);
  response.end();
}
