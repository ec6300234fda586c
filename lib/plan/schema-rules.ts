import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { Problems } from './problems';

/**
 * The SQL of an app of the caller's own. A ConfigMap holds it, and client-side `kubectl apply` keeps a copy of that in an
 * annotation of 256 KiB at most.
 */
export function checkSchema(problems: Problems, props: LlmWebAppProps): void {
  const { image, schema, database } = props;
  if (image === undefined || schema === undefined) return;
  const bytes = Buffer.byteLength(schema);
  problems.require(bytes < 200_000, 'schema', 'below 200000 bytes', `${bytes} bytes`);
  if (!database) problems.add('"database" is missing: the "schema" is applied to it');
  checkLengths(problems, schema, props);
}

/** The first insert would fail, long after the app is up. Columns for vectors from elsewhere may stand beside. */
function checkLengths(problems: Problems, schema: string, { embeddings, moreEmbeddings = {} }: LlmWebAppProps): void {
  const stored = lengthsIn(schema);
  const made = [embeddings, ...Object.values(moreEmbeddings)].flatMap((one) => one?.embeddingDimensions ?? []);
  const [first] = made;
  if (stored.length === 0 || first === undefined || made.some((length) => stored.includes(length))) return;
  problems.add(
    `"schema" stores vectors of ${stored.join(' and ')} dimensions and "embeddings" makes them of ${made.join(' and ')}: ` +
      `declare the column as vector(${first}), or give the embedding server "embeddingDimensions"`,
  );
}

/** Of the columns of pgvector. What is commented out stores nothing. */
function lengthsIn(schema: string): number[] {
  const code = schema.replace(/--[^\n]*|\/\*[^]*?\*\//g, ' ');
  const found = [...code.matchAll(/\b(?:vector|halfvec)\s*\(\s*(\d+)\s*\)/gi)].map(([, length]) => Number(length));
  return [...new Set(found)];
}
