import { isUtf8 } from 'node:buffer';
import { IncomingMessage } from 'node:http';
import { badRequest, tooLarge } from './errors';

const LIMIT = 32 * 1024 * 1024;

/** The bytes of the body. Too many of them are read on and dropped, so that the client lives to see the 413. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length']) > LIMIT) return reject(tooLarge(LIMIT));
    let chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LIMIT) return chunks.push(chunk);
      chunks = [];
      return reject(tooLarge(LIMIT));
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw badRequest('The request body is not valid UTF-8');
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw badRequest(`The request body is not valid JSON: ${(error as Error).message}`);
  }
}
