import { Reply, Work } from './call';
import { Recording } from './script/recording';

/** A reply as it goes over the wire. */
export interface Page {
  readonly status: number;
  readonly hash: string;
  readonly contentType: string;
  /** All of it; undefined for a stream too long to be held. */
  readonly body?: string;
  /** Length of the body in UTF-8. */
  readonly bytes?: number;
  /** Of a stream. */
  readonly frames?: Iterable<string>;
  readonly work?: Work;
}

/** Streams up to this size are made at once, longer ones as they are read. */
const SHORT = 16 * 1024;

export function pageOf(reply: Reply | Recording, hash: string): Page {
  if ('request' in reply) return recorded(reply, hash);
  const head = { status: 200, hash, work: reply.work };
  if ('json' in reply) return { ...head, contentType: 'application/json', ...whole(JSON.stringify(reply.json)) };
  if ('text' in reply) return { ...head, contentType: reply.contentType, ...whole(reply.text) };
  return { ...head, contentType: reply.contentType, ...streamed(reply.frames) };
}

function recorded({ status, contentType, body }: Recording, hash: string): Page {
  const page = { status, hash, contentType, ...whole(body) };
  return contentType.startsWith('text/event-stream') ? { ...page, frames: body.split(/(?<=\n\n)/) } : page;
}

const whole = (body: string): Pick<Page, 'body' | 'bytes'> => ({ body, bytes: Buffer.byteLength(body) });

function streamed(frames: Iterable<string>): Pick<Page, 'body' | 'bytes' | 'frames'> {
  const iterator = frames[Symbol.iterator]();
  const start: string[] = [];
  for (let size = 0; size < SHORT;) {
    const next = iterator.next();
    if (next.done) return { ...whole(start.join('')), frames: start };
    start.push(next.value);
    size += next.value.length;
  }
  return { frames: chained(start, iterator) };
}

/** Lets go of each frame as it goes: of a thousand open streams only what is to come is kept. */
function* chained(start: string[], rest: Iterator<string>): Iterable<string> {
  for (const frame of start.splice(0)) yield frame;
  for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
}
