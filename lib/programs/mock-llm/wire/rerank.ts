// Wire format: POST /v1/rerank, as vLLM, Jina and Cohere have it
import { countTokens } from '../answer/tokens';
import { embed } from '../answer/vector';
import { Call, Reply } from '../call';
import { anyModel } from '../models';
import { arrayOf, boolean, fewTexts, integer, nonEmpty, object, optional, Shape, string } from '../shape';

const document: Shape<string> = (value, path) =>
  typeof value === 'string' ? value : object({ text: string })(value, path).text;

const shape = object({
  model: string,
  query: string,
  documents: nonEmpty(fewTexts(arrayOf(document))),
  top_n: optional(integer(0)),
  return_documents: optional(boolean),
});

/** More than enough to tell texts apart. */
const DIMENSIONS = 1024;

export function rerank({ config, identity, body }: Call): Reply {
  const { model, query, documents, top_n: most = 0, return_documents: whole = true } = shape(body, '');
  anyModel(config, model);
  const asked = embed(query, DIMENSIONS);
  const results = documents
    .map((text, index) => ({
      index,
      ...(whole ? { document: { text } } : {}),
      relevance_score: likeness(asked, embed(text, DIMENSIONS)),
    }))
    .sort((a, b) => b.relevance_score - a.relevance_score || a.index - b.index)
    .slice(0, most || documents.length);
  const used = [query, ...documents].reduce((sum, text) => sum + countTokens(text), 0);
  return { json: { id: `rerank-${identity.hash}`, model, usage: { total_tokens: used }, results } };
}

/** The cosine of the angle between two unit vectors, kept from 0 to 1. */
function likeness(one: Float32Array, other: Float32Array): number {
  const cosine = one.reduce((sum, value, index) => sum + value * other[index]!, 0);
  return Math.min(1, Math.max(0, cosine));
}
