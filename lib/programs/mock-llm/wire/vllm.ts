// vLLM's own endpoints: GET /health, /version, /load, /metrics and POST /tokenize
import { hash32 } from '../answer/hash';
import { tokenize as pieces } from '../answer/tokens';
import { Call, Reply } from '../call';
import { draining } from '../errors';
import { anyModel, listed } from '../models';
import { boolean, isRecord, object, optional, string } from '../shape';
import { readChatRequest } from './chat-request';

/** The version whose metrics and endpoints this mock has. */
const VLLM_VERSION = '0.32.0';
const VOCABULARY = 100_000;

export function health({ state }: Call): Reply {
  if (state.draining) throw draining();
  return { json: { status: 'ok' } };
}

export const version = (): Reply => ({ json: { version: VLLM_VERSION } });

export const load = ({ state }: Call): Reply => ({ json: { server_load: state.load } });

export const metrics = ({ state }: Call): Reply => ({
  text: state.metrics(),
  contentType: 'text/plain; version=0.0.4; charset=utf-8',
});

const shape = object({ model: optional(string), prompt: optional(string), return_token_strs: optional(boolean) });

/** Of a prompt or of messages. Ids are hashes: equal pieces have equal ids, but no id can be turned back. */
export function tokenize({ config, body }: Call): Reply {
  const { model = listed(config)[0]!, prompt, return_token_strs: spelled } = shape(body, '');
  anyModel(config, model);
  const texts = prompt === undefined ? messageTexts(body, model) : [prompt];
  const found = texts.flatMap((text) => [...pieces(text)]);
  return {
    json: {
      count: found.length,
      max_model_len: config.contextWindow,
      tokens: found.map((piece) => hash32(piece) % VOCABULARY),
      token_strs: spelled ? found : null,
    },
  };
}

function messageTexts(body: unknown, model: string): string[] {
  const given = isRecord(body) ? { messages: body.messages } : {};
  return readChatRequest({ model, ...given }).dialogue.messages.map(({ text }) => text);
}
