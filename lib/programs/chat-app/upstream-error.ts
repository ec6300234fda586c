import { reasonOf } from '../reason';

export const upstreams = ['llm', 'embeddings', 'database'] as const;

/** What the app depends on. */
export type Upstream = (typeof upstreams)[number];

const nouns: Readonly<Record<Upstream, string>> = {
  llm: 'language model',
  embeddings: 'embedding model',
  database: 'database',
};

/** Something that the app depends on does not do its part; the message is fit for the user's eyes. */
export class UpstreamError extends Error {
  constructor(
    readonly upstream: Upstream,
    readonly reason: string,
    /** Of its HTTP answer, if it gave one. */
    readonly status?: number,
  ) {
    super(`the ${nouns[upstream]} is not available: ${reason}`);
  }
}

/** Lets `work` fail with an UpstreamError only. */
export async function blaming<T>(upstream: Upstream, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UpstreamError ? error : new UpstreamError(upstream, reasonOf(error));
  }
}
