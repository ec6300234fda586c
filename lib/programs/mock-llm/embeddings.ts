// Wire format: POST /v1/embeddings
import { Call, Reply } from './call';
import { unknownModel } from './errors';
import { arrayOf, integer, nonEmpty, object, oneOf, optional, Shape, string, wrongType } from './shape';
import { countTokens } from './tokens';
import { embed } from './vector';

type Input = string | readonly number[];

const tokens = nonEmpty(arrayOf(integer(0)));
const text = nonEmpty(string);

/** One text, many texts, one text as token ids, or many of these. */
const inputs: Shape<Input[]> = (value, path) => {
  if (typeof value === 'string') return [text(value, path)];
  if (!Array.isArray(value)) throw wrongType(value, path, 'a string, an array of strings or arrays of token ids');
  if (typeof value[0] === 'number') return [tokens(value, path)];
  return nonEmpty(arrayOf<Input>(Array.isArray(value[0]) ? tokens : text))(value, path);
};

export function createEmbeddings({ config, body }: Call): Reply {
  const served = config.embedding;
  const request = object({
    model: string,
    input: inputs,
    encoding_format: optional(oneOf('float', 'base64')),
    dimensions: optional(integer(1, served.dimensions)),
  })(body, '');
  if (request.model !== served.model) throw unknownModel(request.model, [served.model]);

  const encode = request.encoding_format === 'base64' ? toBase64 : toNumbers;
  const data = request.input.map((input, index) => ({
    object: 'embedding',
    index,
    embedding: encode(embed(input, request.dimensions ?? served.dimensions)),
  }));
  const used = request.input.reduce((sum, input) => sum + size(input), 0);
  return { json: { object: 'list', data, model: request.model, usage: { prompt_tokens: used, total_tokens: used } } };
}

const size = (input: Input): number => (typeof input === 'string' ? countTokens(input) : input.length);

const toNumbers = (vector: Float32Array): number[] => Array.from(vector);

/** Little-endian float32 on every machine: both OpenAI SDKs ask for this unless told otherwise. */
function toBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString('base64');
}
