import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Hub, RemoteFile } from './hub';

/** A connection that is silent for so long is taken for broken. */
const SILENCE_MS = 60_000;

/** Whether a file is there, whole and unharmed. */
export async function isIntact(path: string, file: RemoteFile): Promise<boolean> {
  if ((await sizeOf(path)) !== file.size) return false;
  return (await hashed(path, file)).digest('hex') === file.checksum;
}

/**
 * Fetches a file, from where an earlier run was stopped. Under its own name it appears only whole and with the checksum that
 * the hub names; what does not have it is thrown away.
 *
 * @param partial Where the part that has arrived lies meanwhile, on the same volume.
 */
export async function fetchFile(
  hub: Hub,
  commit: string,
  file: RemoteFile,
  target: string,
  partial: string,
  arrived: (bytes: number) => void,
): Promise<void> {
  await mkdir(dirname(partial), { recursive: true });
  if (((await sizeOf(partial)) ?? 0) > file.size) await rm(partial);
  const hash = await hashed(partial, file);
  const start = (await sizeOf(partial)) ?? 0;
  if (start < file.size || start === 0) await append(hub, commit, file, partial, start, hash, arrived);
  if (hash.digest('hex') !== file.checksum) {
    await rm(partial);
    throw new Error(`${file.path}: what arrived has another checksum`);
  }
  await mkdir(dirname(target), { recursive: true });
  await rename(partial, target);
}

async function append(
  hub: Hub,
  commit: string,
  file: RemoteFile,
  partial: string,
  start: number,
  hash: Hash,
  arrived: (bytes: number) => void,
): Promise<void> {
  const silence = new AbortController();
  const alarm = setTimeout(() => silence.abort(new Error(`${file.path}: the hub fell silent`)), SILENCE_MS);
  const handle = await open(partial, 'a');
  try {
    const response = await hub.read(commit, file.path, start, silence.signal);
    if (start > 0 && response.headers.get('content-range')?.startsWith(`bytes ${start}-`) !== true) {
      await handle.truncate(0);
      throw new Error(`${file.path}: the hub sends no ranges, so it is begun anew`);
    }
    for await (const chunk of response.body ?? []) {
      alarm.refresh();
      hash.update(chunk as Uint8Array);
      await handle.appendFile(chunk as Uint8Array);
      arrived((chunk as Uint8Array).length);
    }
    await handle.sync();
  } finally {
    clearTimeout(alarm);
    await handle.close();
  }
  const size = (await sizeOf(partial)) ?? 0;
  if (size < file.size) throw new Error(`${file.path}: ${size} of ${file.size} bytes arrived`);
}

/** The checksum of what is there so far: of small files git's, which begins with their size. */
async function hashed(path: string, { size, checksum }: RemoteFile): Promise<Hash> {
  const hash = checksum.length === 64 ? createHash('sha256') : createHash('sha1').update(`blob ${size}\0`);
  if ((await sizeOf(path)) === undefined) return hash;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash;
}

/** Undefined when there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size;
}
