import { call } from './openai';
import type { EmbeddingModel } from './settings';
import { blaming, UpstreamError } from './upstream-error';

/** The vectors of `texts`, in their order; as compact arrays, because a document may have thousands. */
export function embed(
  model: EmbeddingModel,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly Float32Array[]> {
  return blaming('embeddings', async () => {
    const body = { model: model.name, input: texts, encoding_format: 'float' };
    const response = await call('embeddings', model, { path: '/embeddings', body, signal });
    const { data } = (await response.json()) as Embeddings;
    if (data.length !== texts.length)
      throw new UpstreamError('embeddings', `it sent ${data.length} vectors for ${texts.length} texts`);
    return [...data].sort((a, b) => a.index - b.index).map(({ embedding }) => vectorOf(embedding, model));
  });
}

interface Embeddings {
  readonly data: readonly { readonly index: number; readonly embedding: readonly number[] }[];
}

function vectorOf(numbers: readonly number[], { name, dimensions }: EmbeddingModel): Float32Array {
  if (numbers.length === dimensions) return Float32Array.from(numbers);
  const problem = `"${name}" makes vectors of ${numbers.length} dimensions, EMBEDDING_DIMENSIONS says ${dimensions}`;
  throw new UpstreamError('embeddings', problem);
}
