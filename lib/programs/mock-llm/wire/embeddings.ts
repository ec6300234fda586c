// Wire format: POST /v1/embeddings
import { countTokens } from '../answer/tokens';
import { embed } from '../answer/vector';
import { Call, Reply, Work } from '../call';
import { embeddingModel } from '../models';
import { arrayOf, fewTexts, integer, nonEmpty, object, oneOf, optional, Shape, string, wrongType } from '../shape';

type Input = string | readonly number[];

const tokens = nonEmpty(arrayOf(integer(0)));
const text = nonEmpty(string);

/** One text, many texts, one text as token ids, or many of these. */
const inputs: Shape<Input[]> = (value, path) => {
  if (typeof value === 'string') return [text(value, path)];
  if (!Array.isArray(value)) throw wrongType(value, path, 'a string, an array of strings or arrays of token ids');
  if (typeof value[0] === 'number') return [tokens(value, path)];
  return nonEmpty(fewTexts(arrayOf<Input>(Array.isArray(value[0]) ? tokens : text)))(value, path);
};

export function createEmbeddings({ config, body }: Call): Reply {
  const served = config.embedding;
  const request = object({
    model: string,
    input: inputs,
    encoding_format: optional(oneOf('float', 'base64')),
    dimensions: optional(integer(1, served.dimensions)),
  })(body, '');
  const model = embeddingModel(config, request.model);
  const { vectors, tokens: used, work } = embedAll(model, request.input, request.dimensions ?? served.dimensions);

  const encode = request.encoding_format === 'base64' ? toBase64 : toNumbers;
  const data = vectors.map((vector, index) => ({ object: 'embedding', index, embedding: encode(vector) }));
  const usage = { prompt_tokens: used, total_tokens: used };
  return { json: { object: 'list', data, model: request.model, usage }, work };
}

export function embedAll(
  model: string,
  inputs: readonly Input[],
  dimensions: number,
): { readonly vectors: Float32Array[]; readonly tokens: number; readonly work: Work } {
  const used = inputs.reduce((sum, input) => sum + size(input), 0);
  return {
    vectors: inputs.map((input) => embed(input, dimensions)),
    tokens: used,
    work: { model, promptTokens: used, completionTokens: 0, finishReason: 'stop', n: 1, maxTokens: 0 },
  };
}

const size = (input: Input): number => (typeof input === 'string' ? countTokens(input) : input.length);

const toNumbers = (vector: Float32Array): number[] => Array.from(vector);

/** Little-endian float32 on every machine: both OpenAI SDKs ask for this unless told otherwise. */
function toBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString('base64');
}
