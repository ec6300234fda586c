import { mkdir, readdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log';
import { reasonOf } from '../reason';
import { fetchFile, isIntact, sizeOf } from './file';
import { type Hub, hubOf, Refusal, type RemoteFile, type Snapshot } from './hub';
import { needed, partsOf } from './select';
import type { Settings } from './settings';

/** Servers wait for it: it is there as soon as, and as long as, every file is whole. */
const MARK = '.verified';
/** The commit that a branch meant at first: a folder never mixes two. */
const COMMIT = '.commit';
const PARTIAL = '.partial';

const AT_ONCE = 4;
const TRIES = 10;

export async function download(settings: Settings, log: Log, pauseMs = 2_000): Promise<void> {
  const folder = join(settings.root, settings.folder);
  const partial = join(folder, PARTIAL);
  const partialOf = ({ path }: RemoteFile) => join(partial, encodeURIComponent(path));
  const hub = hubOf(settings);
  await mkdir(partial, { recursive: true });
  const again = <T>(action: () => Promise<T>) => insist(action, pauseMs, log);
  const snapshot = await again(() => pinned(hub, folder, settings.revision));
  const files = settings.file === undefined ? needed(snapshot.files) : partsOf(snapshot.files, settings.file);
  if (settings.removeOthers) await removeOthers(settings, log);
  const missing = await missingOf(files, folder);
  if (missing.length > 0) await rm(join(folder, MARK), { force: true });
  await checkSpace(missing, partial, partialOf);
  log('downloading', {
    model: settings.model,
    commit: snapshot.commit,
    files: missing.length,
    bytes: bytesOf(missing),
  });
  const progress = reporter(log);
  await inParallel(missing, (file) =>
    again(() => fetchFile(hub, snapshot.commit, file, join(folder, file.path), partialOf(file), progress.arrived)),
  ).finally(progress.stop);
  await rm(partial, { recursive: true, force: true });
  await writeWhole(join(folder, MARK), `${JSON.stringify({ model: settings.model, commit: snapshot.commit })}\n`);
  log('complete', { commit: snapshot.commit, files: files.length, bytes: bytesOf(files) });
}

async function pinned(hub: Hub, folder: string, revision: string): Promise<Snapshot> {
  const path = join(folder, COMMIT);
  const first = await readFile(path, 'utf8').catch(() => undefined);
  const snapshot = await hub.snapshot(first?.trim() ?? revision);
  if (first === undefined) await writeWhole(path, `${snapshot.commit}\n`);
  return snapshot;
}

async function missingOf(files: readonly RemoteFile[], folder: string): Promise<RemoteFile[]> {
  const missing: RemoteFile[] = [];
  await inParallel(files, async (file) => {
    if (!(await isIntact(join(folder, file.path), file))) missing.push(file);
  });
  return missing;
}

async function removeOthers({ root, folder }: Settings, log: Log): Promise<void> {
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === folder || entry.name === 'lost+found') continue;
    log('removing', { folder: entry.name });
    await rm(join(root, entry.name), { recursive: true, force: true });
  }
}

async function checkSpace(
  missing: readonly RemoteFile[],
  volume: string,
  partialOf: (file: RemoteFile) => string,
): Promise<void> {
  const sizes = await Promise.all(missing.map((file) => sizeOf(partialOf(file))));
  const wanted = bytesOf(missing) - sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  const { bavail, bsize } = await statfs(volume);
  if (wanted > bavail * bsize)
    throw new Refusal(
      `the volume has ${gib(bavail * bsize)} GiB free and ${gib(wanted)} GiB are to come: give it a larger size, or let removeOthers make room`,
    );
}

/** Tries again what may be different in a moment, with longer and longer pauses. */
async function insist<T>(action: () => Promise<T>, pauseMs: number, log: Log): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await action();
    } catch (error) {
      if (error instanceof Refusal || tried === TRIES) throw error;
      log('again', { reason: reasonOf(error) });
      await new Promise((resolve) => setTimeout(resolve, pauseMs * Math.min(tried, 10)));
    }
  }
}

/** A few at a time; after the first failure no other is begun. */
async function inParallel<T>(items: readonly T[], action: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await action(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker)).catch((error: unknown) => {
    rest.length = 0;
    throw error;
  });
}

function reporter(log: Log) {
  let bytes = 0;
  const timer = setInterval(() => log('progress', { bytes }), 10_000);
  return { arrived: (more: number) => void (bytes += more), stop: () => clearInterval(timer) };
}

/** There whole or not at all. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { flush: true });
  await rename(`${path}.new`, path);
}

const bytesOf = (files: readonly RemoteFile[]): number => files.reduce((sum, { size }) => sum + size, 0);
const gib = (bytes: number): string => (bytes / 2 ** 30).toFixed(1);
