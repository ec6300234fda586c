import { createParser } from 'eventsource-parser';
import { call } from './openai';
import type { Message } from './prompt';
import type { Model } from './settings';
import { blaming, UpstreamError } from './upstream-error';

/** The LLM's answer, piece by piece. Returns only when the LLM said that it is complete. */
export async function* answer(model: Model, messages: readonly Message[], signal: AbortSignal): AsyncGenerator<string> {
  const body = { model: model.name, messages, stream: true };
  const response = await call('llm', model, { path: '/chat/completions', body, signal });
  let finished = false;
  for await (const data of eventsOf(response)) {
    if (data === '[DONE]') return;
    const { text, reason } = chunkOf(data);
    if (text) yield text;
    finished ||= reason !== undefined;
  }
  if (!finished) throw new UpstreamError('llm', 'its answer broke off');
}

async function* eventsOf(response: Response): AsyncGenerator<string> {
  const events: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => events.push(data) });
  const decoder = new TextDecoder();
  const body: ReadableStream<Uint8Array> | null = response.body;
  if (!body) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await blaming('llm', () => reader.read());
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield* events.splice(0);
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

interface Chunk {
  readonly choices?: readonly { readonly delta?: { readonly content?: string }; readonly finish_reason?: string }[];
  readonly error?: { readonly message?: string };
}

/** An error in the middle of a stream comes as an event, because the status line is long gone. */
function chunkOf(data: string): { text?: string; reason?: string } {
  const { choices, error } = parse(data);
  if (error) throw new UpstreamError('llm', error.message ?? 'it reported an error');
  const choice = choices?.[0];
  return { text: choice?.delta?.content, reason: choice?.finish_reason ?? undefined };
}

function parse(data: string): Chunk {
  try {
    return JSON.parse(data) as Chunk;
  } catch {
    throw new UpstreamError('llm', 'it sent an event that is no JSON');
  }
}
