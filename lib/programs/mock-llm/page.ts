import { Reply, Work } from './call';
import { Recording } from './script/recording';

/** A reply as it goes over the wire. */
export interface Page {
  readonly status: number;
  readonly hash: string;
  /** Names and values in turn; the length comes last, where there is one. */
  readonly headers: string[];
  /** All of it; undefined for a stream too long to be held. */
  readonly body?: string;
  /** Whether the body has none but ASCII letters. */
  readonly plain: boolean;
  /** Of a stream, which has no length, not even when all of it is here. */
  readonly frames?: Iterable<string>;
  readonly work?: Work;
}

/** Streams up to this size are made at once, longer ones as they are read. */
const SHORT = 16 * 1024;

export function pageOf(reply: Reply | Recording, hash: string): Page {
  if ('request' in reply) {
    const { status, contentType, body } = reply;
    if (!contentType.startsWith('text/event-stream')) return { ...document(hash, contentType, body), status };
    return { ...stream(hash, contentType, body.split(/(?<=\n\n)/)), status };
  }
  const { work } = reply;
  if ('json' in reply) return document(hash, 'application/json', JSON.stringify(reply.json), work);
  if ('text' in reply) return document(hash, reply.contentType, reply.text, work);
  return { ...stream(hash, reply.contentType, reply.frames), work };
}

function document(hash: string, contentType: string, body: string, work?: Work): Page {
  const bytes = Buffer.byteLength(body);
  const headers = common(hash, contentType);
  headers.push('content-length', String(bytes));
  return { status: 200, hash, headers, body, plain: bytes === body.length, work };
}

function stream(hash: string, contentType: string, frames: Iterable<string>): Page {
  const page = { status: 200, hash, headers: [...common(hash, contentType), 'cache-control', 'no-cache'] };
  const iterator = frames[Symbol.iterator]();
  const start: string[] = [];
  for (let size = 0; size < SHORT;) {
    const next = iterator.next();
    if (next.done) {
      const body = start.join('');
      return { ...page, body, plain: Buffer.byteLength(body) === body.length, frames: start };
    }
    start.push(next.value);
    size += next.value.length;
  }
  return { ...page, plain: false, frames: chained(start, iterator) };
}

/** Clients of OpenAI and of Anthropic look for the id under names of their own. */
function common(hash: string, contentType: string): string[] {
  const id = `req_${hash}`;
  return ['content-type', contentType, 'x-request-id', id, 'request-id', id];
}

/** Lets go of each frame as it goes: of a thousand open streams only what is to come is kept. */
function* chained(start: string[], rest: Iterator<string>): Iterable<string> {
  for (const frame of start.splice(0)) yield frame;
  for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
}
