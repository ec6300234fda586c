// The same in the words of @copilotkit/aimock. Its counters of repeated requests are of the whole server, so each client
// has its own. Scripted are also a finish reason of `length`, usage under all names, and refusals of what it does not check.
import { scenarios } from '../scenarios.mjs';
import { CLIENTS } from '../suite.mjs';
import { KEY, LONG, MODEL, ROME, SENTENCE } from './names.mjs';
import { launch, written } from './launch.mjs';

const error = (status, message, code) => ({ error: { message, type: 'invalid_request_error', code }, status });
const userMessage = (text) => ({ userMessage: text.replace(/ \(.*/, '') });
const usage = { prompt_tokens: 9, completion_tokens: 9, input_tokens: 9, output_tokens: 9 };
const limited = Object.keys(CLIENTS).flatMap((client) =>
  [0, 1].map((sequenceIndex) => ({
    match: { userMessage: scenarios.retry.replace('{client}', client), sequenceIndex },
    response: { ...error(429, 'Rate limit reached', 'rate_limit_exceeded'), retryAfter: 0 },
  })),
);

const fixtures = [
  { match: { model: scenarios.unknownModel }, response: error(404, 'There is no such model', 'model_not_found') },
  { match: userMessage(scenarios.refused), response: error(400, 'A number is negative', 'invalid_value') },
  {
    match: userMessage(scenarios.tooLong),
    response: error(
      400,
      `This model's maximum context length is less; the prompt is too long`,
      'context_length_exceeded',
    ),
  },
  ...limited,
  { match: userMessage(scenarios.retry), response: { content: SENTENCE } },
  // It lists the models that fixtures name.
  { match: { ...userMessage(scenarios.text), model: MODEL }, response: { content: SENTENCE, usage } },
  { match: userMessage(scenarios.long), response: { content: LONG, finishReason: 'length' } },
  { match: { ...userMessage(scenarios.weather), hasToolResult: true }, response: { content: SENTENCE } },
  {
    match: userMessage(scenarios.weather),
    response: { toolCalls: ['Paris', 'Rome'].map((city) => ({ name: 'get_weather', arguments: { city } })) },
  },
  {
    match: { ...userMessage(scenarios.city), toolName: 'json' },
    response: { toolCalls: [{ name: 'json', arguments: ROME }] },
  },
  { match: userMessage(scenarios.city), response: { content: ROME } },
  { match: userMessage(scenarios.tooShort), response: { content: '{"name":"Ro', finishReason: 'length' } },
  { match: userMessage(scenarios.end), response: { content: SENTENCE } },
  // Without a pause the chunks before the cut are lost on the way.
  {
    match: userMessage(scenarios.cut),
    response: { content: SENTENCE },
    chunkSize: 5,
    latency: 5,
    truncateAfterChunks: 8,
  },
];

export const start = (folder) =>
  launch((port) => ({
    args: [
      `${folder}/node_modules/@copilotkit/aimock/dist/cli.js`,
      ...['-p', String(port), '-f', written(folder, 'aimock.json', { fixtures }), '--log-level', 'silent'],
    ],
    env: { AIMOCK_API_KEYS: KEY },
  }));
