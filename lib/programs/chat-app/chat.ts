import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from './app';
import { embed } from './embeddings';
import { EventStream } from './event-stream';
import { failureOf } from './failure';
import { readJson, textField } from './http';
import { answer } from './llm';
import { promptOf, type Source } from './prompt';

const sourcesPerQuestion = 5;

/** Answers a question with a stream: `sources`, many `token`, then `done` or `error`. */
export async function chat(app: App, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const question = textField(await readJson(request, 64 * 1024), 'question', 4_000);
  app.metrics.questions++;
  const controller = new AbortController();
  const { signal } = controller;
  const timeout = setTimeout(() => controller.abort(new DOMException('', 'TimeoutError')), app.settings.llmTimeoutMs);
  response.on('close', () => controller.abort()); // the LLM stops working for a reader who left
  const events = new EventStream(response, signal);
  const started = Date.now();
  try {
    const sources = await sourcesFor(app, question, signal);
    await events.send('sources', sources);
    for await (const text of answer(app.settings.llm, promptOf(question, sources), signal))
      await events.send('token', { text });
    events.end('done', {});
    app.log('answered', { sources: sources.length, ms: Date.now() - started });
  } catch (error) {
    if (response.destroyed) app.log('reader left', { ms: Date.now() - started });
    else events.end('error', { message: failureOf(app, error).message });
  } finally {
    clearTimeout(timeout);
    events.close();
  }
}

async function sourcesFor({ settings, passages }: App, question: string, signal: AbortSignal): Promise<Source[]> {
  const [vector] = await embed(settings.embeddings, [question], signal);
  const nearest = await passages.nearest(vector!, sourcesPerQuestion);
  return nearest.map(({ source, content }, index) => ({ number: index + 1, source, excerpt: content }));
}
