/** pgvector's HNSW index takes vectors up to this length; longer ones are searched without an index. */
const INDEXABLE_DIMENSIONS = 2000;

/**
 * The tables of the reference chat app. A table per length of vector: another embedding model gets an empty one, and the
 * app then asks for the documents once more instead of comparing what cannot be compared.
 */
export function chatAppSchema(dimensions: number): string {
  const table = `passages_${dimensions}`;
  const index = `create index if not exists ${table}_embedding on ${table} using hnsw (embedding vector_cosine_ops);\n`;
  return `create table if not exists ${table} (
  id bigint generated always as identity primary key,
  source text not null,
  position int not null,
  content text not null,
  model text not null,
  embedding vector(${dimensions}) not null,
  unique (source, position, model)
);
${dimensions <= INDEXABLE_DIMENSIONS ? index : ''}`;
}
