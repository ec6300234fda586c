// The same in the words of @dwmkerr/mock-llm: rules of which the last that fits answers, with a body written out. It
// mocks chat completions; models and embeddings are scripted with it, as rules may be of any path.
import { scenarios } from '../scenarios.mjs';
import { EMBEDDING_MODEL, KEY, LONG, MODEL, ROME, SENTENCE } from './names.mjs';
import { launch, written } from './launch.mjs';

const CHAT = '^/v1/chat/completions$';
const json = (status, body) => ({ status, content: JSON.stringify(body) });
const said = (message, finish_reason = 'stop') =>
  json(200, {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: MODEL,
    choices: [{ index: 0, message: { role: 'assistant', ...message }, logprobs: null, finish_reason }],
    usage: { prompt_tokens: 9, completion_tokens: 9, total_tokens: 18 },
  });
const failed = (status, message, code) =>
  json(status, { error: { message, type: 'invalid_request_error', param: null, code } });

const asked = (text, more = '') => `contains(to_string(body.messages), '${text.replace(/ \(.*/, '')}')${more}`;
const chat = (match, response, more) => ({ path: CHAT, method: 'POST', match, response, ...more });
const calls = ['Paris', 'Rome'].map((city) => ({
  id: `call_${city}`,
  type: 'function',
  function: { name: 'get_weather', arguments: JSON.stringify({ city }) },
}));

/** Its counter is of the path, and each client asks three times. It sends no `retry-after`, but some read messages. */
const limited = Array.from({ length: 60 }, (_, sequence) =>
  chat(
    asked(scenarios.retry),
    sequence % 3 < 2
      ? failed(429, 'Rate limit reached, try again in 10 ms', 'rate_limit_exceeded')
      : said({ content: SENTENCE }),
    { sequence },
  ),
);

const vectors = [
  [0.6, 0.8, 0, 0],
  [0, 0.6, 0.8, 0],
];
const base64 = (vector) => Buffer.from(Float32Array.from(vector).buffer).toString('base64');
const embedded = (match, some, write) => ({
  path: '^/v1/embeddings$',
  method: 'POST',
  match,
  response: json(200, {
    object: 'list',
    model: EMBEDDING_MODEL,
    data: some.map((vector, index) => ({ object: 'embedding', index, embedding: write(vector) })),
    usage: { prompt_tokens: 9, total_tokens: 9 },
  }),
});

const rules = [
  chat('@', said({ content: SENTENCE })),
  chat(asked(scenarios.long), said({ content: LONG }, 'length')),
  chat(asked(scenarios.weather), said({ content: null, tool_calls: calls }, 'tool_calls')),
  chat(asked(scenarios.weather, " && body.messages[-1].role == 'tool'"), said({ content: SENTENCE })),
  chat(asked(scenarios.city), said({ content: JSON.stringify(ROME) })),
  chat(asked(scenarios.tooShort), said({ content: '{"name":"Ro' }, 'length')),
  ...limited,
  chat(
    asked(scenarios.tooLong),
    failed(400, `This model's maximum context length is less; the prompt is too long`, 'context_length_exceeded'),
  ),
  chat(asked(scenarios.refused), failed(400, 'A number is negative', 'invalid_value')),
  chat(`body.model == '${scenarios.unknownModel}'`, failed(404, 'There is no such model', 'model_not_found')),
  chat(`headers.authorization != 'Bearer ${KEY}'`, failed(401, 'Incorrect API key provided', 'invalid_api_key')),
  embedded('@', vectors, (vector) => vector),
  embedded("body.encoding_format == 'base64'", vectors, base64),
  ...scenarios.texts.flatMap((text, index) => {
    const alone = `(body.input == '${text}' || body.input == ['${text}'])`;
    return [
      embedded(alone, [vectors[index]], (vector) => vector),
      embedded(`${alone} && body.encoding_format == 'base64'`, [vectors[index]], base64),
    ];
  }),
  {
    path: '^/v1/models$',
    method: 'GET',
    response: json(200, { object: 'list', data: [{ id: MODEL, object: 'model', created: 1, owned_by: 'mock' }] }),
  },
];

/** The counter holds for one client at a time. */
export const atOnce = 1;

export const start = (folder) =>
  launch((port) => ({
    args: [
      `${folder}/node_modules/@dwmkerr/mock-llm/dist/main.js`,
      ...['--config', written(folder, 'dwmkerr.yaml', { streaming: { chunkSize: 5, chunkIntervalMs: 1 }, rules })],
    ],
    env: { PORT: String(port), HOST: '127.0.0.1' },
  }));
