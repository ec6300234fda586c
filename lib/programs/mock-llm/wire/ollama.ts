// Wire format: Ollama's POST /api/chat, /api/generate and /api/embed, and GET /api/tags
import { Answer } from '../answer/answer';
import { Dialogue } from '../answer/dialogue';
import { tokenize } from '../answer/tokens';
import { Call, Reply } from '../call';
import { generate } from '../generate';
import { EPOCH, Identity } from '../identity';
import { embeddingModel, listed } from '../models';
import { JSON_LINES, line } from './frames';
import { embedAll } from './embeddings';
import { readChat, readEmbed, readGenerate } from './ollama-request';

export function ollamaChat(call: Call): Reply {
  const request = readChat(call.body);
  return generated(call, request, (text, calls) => ({
    message: { role: 'assistant', content: text, ...(calls.length > 0 ? { tool_calls: calls.map(toolCall) } : {}) },
  }));
}

export function ollamaGenerate(call: Call): Reply {
  const request = readGenerate(call.body);
  return generated(call, request, (text) => ({ response: text }));
}

export function ollamaEmbed({ config, body }: Call): Reply {
  const { model, input, dimensions } = readEmbed(body, config.embedding.dimensions);
  const { vectors, tokens, work } = embedAll(embeddingModel(config, model), input, dimensions);
  const embeddings = vectors.map((vector) => Array.from(vector));
  return { json: { model, embeddings, total_duration: 0, load_duration: 0, prompt_eval_count: tokens }, work };
}

export function ollamaTags({ config }: Call): Reply {
  const details = { parent_model: '', format: 'gguf', family: 'mock', families: ['mock'] };
  const models = listed(config).map((name) => ({
    name: `${name}:latest`,
    model: `${name}:latest`,
    modified_at: isoTime(EPOCH),
    size: 0,
    digest: '0'.repeat(64),
    details: { ...details, parameter_size: '0B', quantization_level: 'F32' },
  }));
  return { json: { models } };
}

interface Request {
  readonly model: string;
  readonly dialogue: Dialogue;
  readonly stream: boolean;
}

type Saying = (text: string, calls: Answer['calls']) => object;

/** One document, or a line for each piece; the last line has the numbers. */
function generated(call: Call, { model, dialogue, stream }: Request, saying: Saying): Reply {
  const { answer, work } = generate(call, model, dialogue);
  const head = { model, created_at: isoTime(call.identity.created) };
  const end = { done: true, done_reason: answer.finishReason === 'length' ? 'length' : 'stop', ...numbers(answer) };
  if (!stream) return { json: { ...head, ...saying(answer.text, answer.calls), ...end }, work };
  const lines = function* (): Iterable<string> {
    for (const piece of tokenize(answer.text)) yield line({ ...head, ...saying(piece, []), done: false });
    if (answer.calls.length > 0) yield line({ ...head, ...saying('', answer.calls), done: false });
    yield line({ ...head, ...saying('', []), ...end });
  };
  return { frames: lines(), contentType: JSON_LINES, work };
}

/** Ollama gives arguments as an object; those that a limit cut off are none. */
function toolCall({ name, arguments: json }: Answer['calls'][number]): object {
  try {
    return { function: { name, arguments: JSON.parse(json) as unknown } };
  } catch {
    return { function: { name, arguments: {} } };
  }
}

/** Durations are those of a model that needs a microsecond for a token: the clock would not give the same bytes twice. */
const numbers = ({ promptTokens, completionTokens }: Answer): object => ({
  total_duration: (promptTokens + completionTokens) * 1000,
  load_duration: 0,
  prompt_eval_count: promptTokens,
  prompt_eval_duration: promptTokens * 1000,
  eval_count: completionTokens,
  eval_duration: completionTokens * 1000,
});

const isoTime = (seconds: Identity['created']): string => new Date(seconds * 1000).toISOString();
