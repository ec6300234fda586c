import { chatAppSchema } from '../../../lib/plan/chat-app-schema';

const table = (dimensions: number) => `create table if not exists passages_${dimensions} (
  id bigint generated always as identity primary key,
  source text not null,
  position int not null,
  content text not null,
  model text not null,
  embedding vector(${dimensions}) not null,
  unique (source, position, model)
);
`;
const index = (dimensions: number) =>
  `create index if not exists passages_${dimensions}_embedding on passages_${dimensions} using hnsw (embedding vector_cosine_ops);\n`;

const schemas = test.each<[string, number, string]>;

schemas([
  ['has an index', 384, table(384) + index(384)],
  ['has an index up to the limit of HNSW', 2000, table(2000) + index(2000)],
  ['has none beyond it', 2001, table(2001)],
])('the table of passages %s, at %d dimensions', (_, dimensions, sql) => {
  expect(chatAppSchema(dimensions)).toBe(sql);
});
