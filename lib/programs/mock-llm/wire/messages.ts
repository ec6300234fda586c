// Wire format: Anthropic's POST /v1/messages and POST /v1/messages/count_tokens
import { Answer, countPrompt } from '../answer/answer';
import { tokenize } from '../answer/tokens';
import { Call, Reply } from '../call';
import { generate } from '../generate';
import { chatModel } from '../models';
import { EVENT_STREAM, typedEvent } from './frames';
import { readCountRequest, readMessagesRequest } from './messages-request';

export function createMessage(call: Call): Reply {
  const { model, dialogue, stream } = readMessagesRequest(call.body);
  const { answer, work } = generate(call, model, dialogue);
  const { hash } = call.identity;
  const head = { id: `msg_${hash.slice(0, 24)}`, type: 'message', role: 'assistant', model };
  const blocks = blocksOf(hash, answer);
  const end = { stop_reason: STOP_REASONS[answer.finishReason], stop_sequence: answer.stopSequence ?? null };
  if (answer.stopSequence !== undefined) end.stop_reason = 'stop_sequence';
  if (stream) return { frames: frames(head, blocks, end, answer), contentType: EVENT_STREAM, work };
  const content = blocks.map(({ whole }) => whole);
  return { json: { ...head, content, ...end, usage: usage(answer, answer.completionTokens) }, work };
}

export function countMessageTokens({ config, body }: Call): Reply {
  const { model, messages } = readCountRequest(body);
  chatModel(config, model);
  return { json: { input_tokens: countPrompt(messages) } };
}

const STOP_REASONS: Readonly<Record<Answer['finishReason'], string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
};

interface Block {
  readonly whole: object;
  readonly opened: object;
  readonly deltas: readonly object[];
}

function blocksOf(hash: string, { text, calls }: Answer): Block[] {
  const said: Block = {
    whole: { type: 'text', text },
    opened: { type: 'text', text: '' },
    deltas: Array.from(tokenize(text), (piece) => ({ type: 'text_delta', text: piece })),
  };
  const called = calls.map(({ name, arguments: json }, index): Block => {
    const head = { type: 'tool_use', id: `toolu_${hash.slice(0, 20)}${index}`, name };
    return {
      whole: { ...head, input: parsed(json) },
      opened: { ...head, input: {} },
      deltas: Array.from(tokenize(json), (piece) => ({ type: 'input_json_delta', partial_json: piece })),
    };
  });
  return text || calls.length === 0 ? [said, ...called] : called;
}

/** Arguments that `max_tokens` cut off are no JSON any more. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}

function* frames(head: object, blocks: readonly Block[], end: object, answer: Answer): Iterable<string> {
  const message = { ...head, content: [], stop_reason: null, stop_sequence: null, usage: usage(answer, 1) };
  yield typedEvent({ type: 'message_start', message });
  for (const [index, { opened, deltas }] of blocks.entries()) {
    const event = (type: string, details: object = {}): string => typedEvent({ type, index, ...details });
    yield event('content_block_start', { content_block: opened });
    if (index === 0) yield typedEvent({ type: 'ping' });
    for (const delta of deltas) yield event('content_block_delta', { delta });
    yield event('content_block_stop');
  }
  const last = { type: 'message_delta', delta: end, usage: { output_tokens: answer.completionTokens } };
  yield typedEvent(last);
  yield typedEvent({ type: 'message_stop' });
}

const usage = ({ promptTokens }: Answer, outputTokens: number): object => ({
  input_tokens: promptTokens,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: outputTokens,
});
