import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const COMMIT = 'c'.repeat(40);
/** From this size on a file is one of Git LFS. */
const LARGE = 10_000;

interface Sent {
  readonly path: string;
  readonly from: number;
  bytes: number;
}

/**
 * A server in the shape of the Hugging Face hub, for one model, whose files are made up from their sizes. It counts what it
 * sends; `GET /sent` tells it. It runs in the process of a test, or by itself in a pod.
 */
export class HubServer {
  readonly sent: Sent[] = [];
  /** The token that it asks for. */
  token?: string;
  /** Statuses that the next requests get. */
  refusals: number[] = [];
  /** After so many bytes the next connections for large files are cut. */
  cuts: number[] = [];
  knowsRanges = true;
  /** What the file of this size has instead of its own content, once. */
  garbage?: Buffer;
  /** What `main` means. */
  commit = COMMIT;
  private readonly files: readonly { readonly path: string; readonly content: Buffer }[];
  private readonly server = createServer((request, response) => this.answer(request, response));

  constructor(
    private readonly model: string,
    sizes: Readonly<Record<string, number>>,
    private readonly bytesPerSecond = Infinity,
  ) {
    this.files = Object.entries(sizes).map(([path, size]) => ({ path, content: contentOf(path, size) }));
  }

  listen(port = 0, host = '127.0.0.1'): Promise<void> {
    return new Promise((resolve) => this.server.listen(port, host, resolve));
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  content(path: string): Buffer {
    return this.files.find((file) => file.path === path)!.content;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent(request.url!);
    if (path === '/sent') return void response.end(JSON.stringify(this.sent));
    const known = this.token === undefined || request.headers.authorization === `Bearer ${this.token}`;
    const refusal = known ? this.refusals.shift() : 401;
    if (refusal !== undefined) {
      response.writeHead(refusal, known ? {} : { 'x-error-message': 'Access to model is restricted' });
      return void response.end();
    }
    const revision = new RegExp(`^/api/models/${this.model}/revision/(.+)\\?blobs=true$`).exec(path)?.[1] ?? '';
    if (['main', 'refs/pr/1', COMMIT].includes(revision)) {
      const sha = revision === COMMIT ? COMMIT : this.commit;
      return void response.end(JSON.stringify({ id: this.model, sha, siblings: this.files.map(sibling) }));
    }
    const file = this.files.find((one) => path === `/${this.model}/resolve/${COMMIT}/${one.path}`);
    if (file) return this.send(file.path, file.content, request, response);
    response.writeHead(404, { 'x-error-message': 'Entry not found' }).end();
  }

  private send(path: string, whole: Buffer, request: IncomingMessage, response: ServerResponse): void {
    const from = Number((this.knowsRanges && /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1]) || 0);
    const content = whole.length === this.garbage?.length ? this.garbage : whole;
    const cut = whole.length >= LARGE ? this.cuts.shift() : undefined;
    if (content === this.garbage) this.garbage = undefined;
    const entry: Sent = { path, from, bytes: 0 };
    this.sent.push(entry);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': content.length - from,
      ...(from > 0 && { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
    });
    const step = Math.ceil(Math.min(content.length, cut ?? Infinity, this.bytesPerSecond / 20));
    const next = (): void => {
      const piece = content.subarray(from + entry.bytes, from + entry.bytes + step);
      if (piece.length === 0) return void response.end();
      response.write(piece, (error) => {
        if (error) return;
        entry.bytes += piece.length;
        if (cut !== undefined && entry.bytes >= cut) return void response.destroy();
        setTimeout(next, this.bytesPerSecond === Infinity ? 0 : 50);
      });
    };
    next();
  }
}

/** Content that differs from file to file and along each. */
function contentOf(path: string, size: number): Buffer {
  const content = Buffer.alloc(size);
  for (let at = 0; at < size; at += 32)
    createHash('sha256')
      .update(`${path} ${at >> 13}`)
      .digest()
      .copy(content, at);
  return content;
}

function sibling({ path, content }: { path: string; content: Buffer }): object {
  const size = content.length;
  const blobId = createHash('sha1').update(`blob ${size}\0`).update(content).digest('hex');
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { rfilename: path, size, blobId, ...(size >= LARGE && { lfs: { sha256, size, pointerSize: 134 } }) };
}

if (require.main === module) {
  const { MODEL, FILES, BYTES_PER_SECOND } = process.env;
  const sizes = JSON.parse(FILES!) as Record<string, number>;
  void new HubServer(MODEL!, sizes, Number(BYTES_PER_SECOND ?? Infinity)).listen(8080, '0.0.0.0');
  process.once('SIGTERM', () => process.exit(0));
}
