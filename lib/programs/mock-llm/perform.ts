// Brings a page to the client: at once, or as slowly and as badly as asked for.
import { ServerResponse } from 'node:http';
import { Fault } from './conduct/faults';
import { Pace } from './conduct/latency';
import { drained, gone, Pauses } from './conduct/wait';
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
  if (!pace && !fault) return page.body === undefined ? inBatches(response, page) : atOnce(response, page);
  if (fault?.kind === 'hang' && (fault.after === 0 || !page.frames)) return hang(response, manner);
  const pauses = new Pauses(response);
  if (fault?.kind === 'slow') await pauses.wait(fault.ms);
  if (page.frames) return frameByFrame(response, page, manner, pauses);

  const work = page.work;
  if (pace) await pauses.wait(pace.first + pace.perToken * ((work?.completionTokens ?? 0) / (work?.n ?? 1)));
  if (response.destroyed) return;
  onFirst();
  return broken(response, page, fault);
}

/** A text goes out in one piece with the head; one of plain letters need not be encoded either. */
function atOnce(response: ServerResponse, { status, headers, body, plain }: Page): void {
  response.writeHead(status, headers).end(body, plain ? 'latin1' : 'utf8');
}

/** A whole answer, or what is left of it. */
function broken(response: ServerResponse, page: Page, fault: Fault | undefined): void {
  const bytes = Buffer.from(page.body!);
  const half = bytes.subarray(0, bytes.length / 2);
  const shorter = [...page.headers.slice(0, -1), String(half.length)];
  if (fault?.kind === 'malformed' || fault?.kind === 'end') response.writeHead(page.status, shorter).end(half);
  else if (fault?.kind === 'cut') response.writeHead(page.status, page.headers).write(half, () => response.destroy());
  else atOnce(response, page);
}

const BATCH = 16 * 1024;

/** As fast as the client reads, in pieces of some size. */
async function inBatches(response: ServerResponse, page: Page): Promise<void> {
  response.writeHead(page.status, page.headers);
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
async function frameByFrame(response: ServerResponse, page: Page, manner: Manner, pauses: Pauses): Promise<void> {
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
    if (left >= 1) await pauses.wait(left);
    if (response.destroyed) return;
    if (index === 0) {
      response.writeHead(page.status, page.headers);
      onFirst();
    }
    const spoilt = fault?.kind === 'malformed' && index === fault.after;
    if (!response.write(spoilt ? `${frame.slice(0, frame.length / 2)}\n\n` : frame)) await drained(response);
    index += 1;
  }
  if (!response.headersSent) response.writeHead(page.status, page.headers);
  response.end();
}
