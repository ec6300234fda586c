import type { Settings } from './settings';

/** A file of a repository, and how to know that it arrived whole. */
export interface RemoteFile {
  readonly path: string;
  readonly size: number;
  /** Of large files the SHA-256 of their content, of all others git's name of the blob. */
  readonly checksum: string;
}

export interface Snapshot {
  readonly commit: string;
  readonly files: readonly RemoteFile[];
}

/** The hub said no: asking again in a moment would not help. */
export class Refusal extends Error {}

/** @see https://huggingface.co/docs/hub/api */
export interface Hub {
  /** What a branch, tag or commit holds. */
  snapshot(revision: string): Promise<Snapshot>;
  /** A file's content from a byte on; a server that ignores the range sends all of it. */
  read(commit: string, path: string, from: number, signal: AbortSignal): Promise<Response>;
}

export function hubOf({ endpoint, model, token }: Settings): Hub {
  const own: Record<string, string> = { 'user-agent': 'cdk8s-llm' };
  if (token !== undefined) own.authorization = `Bearer ${token}`;
  const get = async (path: string, signal: AbortSignal, headers: Record<string, string> = {}) => {
    // Behind a redirect to another host, `fetch` sends no Authorization.
    const response = await fetch(`${endpoint}/${path}`, { headers: { ...own, ...headers }, signal });
    if (!response.ok) throw await failure(response, model);
    return response;
  };
  return {
    async snapshot(revision) {
      const path = `api/models/${model}/revision/${encodeURIComponent(revision)}?blobs=true`;
      const response = await get(path, AbortSignal.timeout(60_000));
      const { sha, siblings } = (await response.json()) as ModelInfo;
      const files = siblings.map(({ rfilename, size, blobId, lfs }) => {
        const checksum = lfs?.sha256 ?? blobId;
        if (checksum === undefined) throw new Refusal(`${model}: the hub names no checksum of ${rfilename}`);
        return { path: rfilename, size: lfs?.size ?? size ?? 0, checksum };
      });
      return { commit: sha, files };
    },
    read(commit, path, from, signal) {
      const name = path.split('/').map(encodeURIComponent).join('/');
      // Compressed on the way, a file has no ranges.
      const range = from > 0 ? { range: `bytes=${from}-` } : undefined;
      return get(`${model}/resolve/${commit}/${name}`, signal, { 'accept-encoding': 'identity', ...range });
    },
  };
}

interface ModelInfo {
  readonly sha: string;
  readonly siblings: readonly {
    readonly rfilename: string;
    readonly size?: number;
    readonly blobId?: string;
    readonly lfs?: { readonly sha256: string; readonly size: number };
  }[];
}

async function failure(response: Response, model: string): Promise<Error> {
  await response.body?.cancel();
  const { status, headers } = response;
  const said = headers.get('x-error-message') ?? `status ${status}`;
  if (status === 401 || status === 403)
    return new Refusal(
      `${model}: the hub refuses (${said}): accept its licence there, and give a token that may read it`,
    );
  if (status === 404) return new Refusal(`${model}: the hub has no such model, revision or file (${said})`);
  const message = `${model}: ${said}`;
  return status < 500 && status !== 408 && status !== 429 ? new Refusal(message) : new Error(message);
}
