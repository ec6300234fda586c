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

/** Streams of up to so many tokens are made at once. Of a longer one nothing is kept: a thousand may be open together. */
const SHORT = 128;

export function pageOf(reply: Reply | Recording, hash: string): Page {
  if ('request' in reply) {
    const { status, contentType, body } = reply;
    if (!contentType.startsWith('text/event-stream')) return { ...document(hash, contentType, body), status };
    return { ...stream(hash, contentType, body.split(/(?<=\n\n)/)), status };
  }
  const { work } = reply;
  if ('json' in reply) return document(hash, 'application/json', JSON.stringify(reply.json), work);
  if ('text' in reply) return document(hash, reply.contentType, reply.text, work);
  return stream(hash, reply.contentType, reply.frames, work);
}

function document(hash: string, contentType: string, body: string, work?: Work): Page {
  const bytes = Buffer.byteLength(body);
  const headers = common(hash, contentType);
  headers.push('content-length', String(bytes));
  return { status: 200, hash, headers, body, plain: bytes === body.length, work };
}

function stream(hash: string, contentType: string, frames: Iterable<string>, work?: Work): Page {
  const headers = [...common(hash, contentType), 'cache-control', 'no-cache'];
  const page = { status: 200, hash, headers, plain: false, work };
  if (work && work.completionTokens > SHORT) return { ...page, frames };
  const made = [...frames];
  const body = made.join('');
  return { ...page, body, plain: Buffer.byteLength(body) === body.length, frames: made };
}

/** Clients of OpenAI and of Anthropic look for the id under names of their own. */
function common(hash: string, contentType: string): string[] {
  const id = `req_${hash}`;
  return ['content-type', contentType, 'x-request-id', id, 'request-id', id];
}
