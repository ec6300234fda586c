// What the suite asks for, in the words of our own mock.
import { createRequire } from 'node:module';
import { scenarios } from '../scenarios.mjs';
import { CONTEXT_WINDOW, EMBEDDING_MODEL, KEY, LONG, MODEL, SENTENCE } from './names.mjs';

const contains = (text) => ({ last: { contains: text.replace(/ \(.*/, '') } });

const config = {
  models: [MODEL],
  embedding: { model: EMBEDDING_MODEL },
  contextWindow: CONTEXT_WINDOW,
  fixtures: [
    { when: contains(scenarios.text), answer: { text: SENTENCE } },
    { when: contains(scenarios.long), answer: { text: LONG } },
    {
      when: { ...contains(scenarios.weather), toolResult: false },
      answer: { toolCalls: ['Paris', 'Rome'].map((city) => ({ name: 'get_weather', arguments: { city } })) },
    },
    { when: contains(scenarios.retry), answer: { error: { status: 429, retryAfterSeconds: 0.01, times: 2 } } },
    { when: contains(scenarios.end), answer: { text: SENTENCE, fault: { kind: 'end', after: 5 } } },
    { when: contains(scenarios.cut), answer: { text: SENTENCE, fault: { kind: 'cut', after: 5 } } },
  ],
};

export async function start() {
  const { startMock } = createRequire(import.meta.url)('../../../build/programs/mock.js');
  const mock = await startMock({ config, apiKey: KEY });
  return { url: mock.baseUrl, stop: () => mock.stop() };
}
