// What the props of the construct do to the program that they configure: the bundle, asked over HTTP.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Duration } from 'cdk8s';
import {
  MockAnswer,
  MockErrors,
  MockFault,
  type MockLlmProps,
  MockMatch,
  type MockRequest,
  MockResponseFormat,
} from '../../../lib';
import { planMockLlm } from '../../../lib/plan/mock-llm';
import { identify } from '../../../lib/programs/mock-llm/identity';
import { programOf, secretNamed, siteOf } from '../../unit/plan/site';
import { Bundle, Program } from '../program';
import { json, post } from './mock';

const bundle = new Bundle('mock-llm');
const folder = mkdtempSync(join(tmpdir(), 'mock-props-'));
const running: Program[] = [];
afterAll(async () => {
  await Promise.all(running.map((program) => program.kill()));
  bundle.remove();
  rmSync(folder, { recursive: true });
});

/** The program as the container of these props runs it; the Secret holds the word `secret`. */
function start(props: MockLlmProps): Program {
  const { config, deployment } = planMockLlm(siteOf('MockLlm'), props, programOf('mock-llm'));
  const file = join(folder, `${running.length}.json`);
  writeFileSync(file, config.data['config.json']!);
  const env = deployment.pod.containers[0]!.env.map((one): [string, string] => [
    one.name,
    'value' in one ? one.value : 'secret',
  ]);
  const program = bundle.run({ ...Object.fromEntries(env), MOCK_LLM_CONFIG: file, HOST: '127.0.0.1', PORT: '0' });
  running.push(program);
  return program;
}

async function urlOf(program: Program): Promise<string> {
  const { address } = await program.entry('listening');
  return `http://127.0.0.1:${(address as { port: number }).port}`;
}

const user = (content: string) => [{ role: 'user', content }];
const chat = (url: string, body: object = {}, headers = {}, signal?: AbortSignal) =>
  post(`${url}/v1/chat/completions`, { model: 'mock-llm', messages: user('Hi'), ...body }, headers, signal);
const said = async (url: string, body?: object, headers?: Record<string, string>) => {
  const { choices, error } = await json(await chat(url, body, headers));
  return error ? error.message : (choices[0].message.content ?? choices[0].message.tool_calls);
};
const statusOf = async (url: string, body?: object, headers?: Record<string, string>) =>
  (await chat(url, body, headers)).status;
const models = async (url: string) =>
  (await json(await fetch(`${url}/v1/models`))).data.map(({ id }: { id: string }) => id);
const embed = async (url: string, model = 'mock-embedding') =>
  json(await post(`${url}/v1/embeddings`, { model, input: 'Hi' }));

const metric = async (url: string, name: string) => {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^vllm:${name}\\{[^}]*model_name="mock-llm"[^}]*\\} (.*)$`, 'm').exec(text)?.[1]);
};
/** How many of so many hung requests are worked on, and how many wait. */
async function crowd(url: string, many: number): Promise<[running: number, waiting: number]> {
  const abort = new AbortController();
  const hung = Array.from({ length: many }, () =>
    chat(url, {}, { 'x-mock-fault': 'hang' }, abort.signal).catch(() => undefined),
  );
  for (;;) {
    const [works, waits] = [await metric(url, 'num_requests_running'), await metric(url, 'num_requests_waiting')];
    if (works + waits < many) await setImmediate();
    else {
      abort.abort();
      await Promise.all(hung);
      return [works, waits];
    }
  }
}
/** Whether a request is worked on for longer than it takes to look. Without latency it never is: there is nothing to wait for. */
async function takesLong(url: string): Promise<boolean> {
  const abort = new AbortController();
  const answered = chat(url, {}, {}, abort.signal).then(
    () => false,
    () => true,
  );
  const seen = async (): Promise<boolean> => {
    while (!abort.signal.aborted && (await metric(url, 'num_requests_running')) === 0) await setImmediate();
    return true;
  };
  const long = await Promise.race([answered, seen()]);
  abort.abort();
  return long;
}

const hello = JSON.stringify({ model: 'mock-llm', messages: user('Hi') });
const { hash } = identify('POST', '/v1/chat/completions', Buffer.from(hello));
const recording = { request: hash, status: 203, contentType: 'application/json', body: '{}' };
const apiKey = { secret: secretNamed('keys'), key: 'mock' };
const words = (text: string) => ({ fixtures: [{ when: { turn: 1 }, answer: MockAnswer.text(text) }] });
const hour = Duration.hours(1);

let plain: string;
beforeAll(async () => {
  plain = await urlOf(start({}));
});

const effects = test.each<[string, MockLlmProps, (url: string) => Promise<unknown>, without: unknown, having: unknown]>;

effects([
  ['servedModelName', { servedModelName: 'qwen' }, models, ['mock-llm', 'mock-embedding'], ['qwen', 'mock-embedding']],
  ['moreModels', { moreModels: ['a'] }, models, ['mock-llm', 'mock-embedding'], ['mock-llm', 'a', 'mock-embedding']],
  ['aliases', { aliases: ['gpt-9'] }, (url) => statusOf(url, { model: 'gpt-9' }), 404, 200],
  ['the usual aliases', { aliases: [] }, (url) => statusOf(url, { model: 'gpt-4o-mini' }), 200, 404],
  ['embeddingModelName', { embeddingModelName: 'e' }, models, ['mock-llm', 'mock-embedding'], ['mock-llm', 'e']],
  ['embeddingAliases', { embeddingAliases: ['e'] }, async (url) => (await embed(url, 'e')).model, undefined, 'e'],
  [
    'embeddingDimensions',
    { embeddingDimensions: 8 },
    async (url) => (await embed(url)).data[0].embedding.length,
    384,
    8,
  ],
  ['contextWindow', { contextWindow: 1 }, (url) => statusOf(url, { messages: user('One two three') }), 200, 400],
  ['fixtures', words('Scripted'), said, '(mock) You said: Hi', 'Scripted'],
  ['strict', { strict: true }, statusOf, 200, 404],
  ['recordings', { recordings: [recording] }, statusOf, 200, 203],
  ['latency.firstToken', { latency: { firstToken: hour } }, takesLong, false, true],
  ['latency.perToken', { latency: { perToken: hour } }, takesLong, false, true],
  ['latency.perPromptToken', { latency: { perPromptToken: hour } }, takesLong, false, true],
  ['maxNumSeqs', { maxNumSeqs: 2 }, (url) => crowd(url, 3), [3, 0], [2, 1]],
  ['faults', { faults: [{ fault: MockFault.error(418), rate: 1 }] }, statusOf, 200, 418],
  [
    'errors',
    { errors: MockErrors.VLLM },
    async (url) => (await json(await chat(url, { model: 'nobody' }))).error.code,
    'model_not_found',
    404,
  ],
  ['apiKey', { apiKey }, statusOf, 200, 401],
  ['apiKey, sent', { apiKey }, (url) => statusOf(url, {}, { authorization: 'Bearer secret' }), 200, 200],
])('%s', async (_, props, ask, without, having) => {
  expect(await ask(plain)).toEqual(without);
  const program = start(props);
  expect(await ask(await urlOf(program))).toEqual(having);
  await program.kill();
});

test('startupTime', async () => {
  const program = start({ startupTime: Duration.millis(20) });
  await program.entry('listening');
  expect([program.events(), program.log[0]]).toMatchObject([['loading', 'listening'], { seconds: 0.02 }]);
});

const tool = { type: 'function', function: { name: 'get_weather', parameters: { type: 'object', properties: {} } } };
const called = [
  {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }],
  },
  { role: 'tool', tool_call_id: 'c', content: 'sunny' },
];

const answered = { role: 'assistant', content: 'Yes' };

describe('each part of "when" decides', () => {
  const parts: [part: keyof MockRequest, when: MockRequest, body: object, headers?: Record<string, string>][] = [
    ['model', { model: MockMatch.exact('gpt-4o') }, { model: 'gpt-4o' }],
    ['header', { header: { 'X-User': MockMatch.contains('nn') } }, {}, { 'x-user': 'Ann' }],
    [
      'system',
      { system: MockMatch.something() },
      { messages: [{ role: 'system', content: 'Be brief' }, ...user('Hi')] },
    ],
    [
      'responseFormat',
      { responseFormat: MockResponseFormat.JSON_OBJECT },
      { response_format: { type: 'json_object' } },
    ],
    ['toolResult', { toolResult: MockMatch.something() }, { messages: [...user('Weather?'), ...called] }],
    ['tools', { tools: ['get_weather'] }, { tools: [tool] }],
    ['turn', { turn: 3 }, { messages: [...user('a'), answered, ...user('b'), answered, ...user('c')] }],
    [
      'any',
      { any: MockMatch.contains('magic') },
      { messages: [{ role: 'assistant', content: 'magic' }, ...user('Hi')] },
    ],
    ['last', { last: MockMatch.regex('^h.+o$', 'i') }, { messages: user('HELLO') }],
  ];
  let url: string;
  beforeAll(async () => {
    const fixtures = parts.map(([part, when]) => ({ name: part, when, answer: MockAnswer.text(part) }));
    url = await urlOf(start({ fixtures, strict: true }));
  });

  test.each(parts.map(([part]) => part))('%s', async (part) => {
    const [, , body, headers] = parts.find(([name]) => name === part)!;
    expect(await said(url, body, headers)).toBe(part);
  });

  test('and a request that none of them takes is refused', async () => {
    expect(await said(url)).toContain('No fixture fits: the nearest is "model"');
  });
});

describe('each kind of answer', () => {
  const last = MockMatch.regex('^(?<kind>\\w+)$');
  const call = { name: 'f', arguments: { kind: '{{last.kind}}', n: [1] } };
  const answers: Record<string, MockAnswer> = {
    text: MockAnswer.text('{{last.kind}} {{last.1}} "{{turn}}"'),
    json: MockAnswer.json({ said: '{{last.kind}}"', none: null }),
    calls: MockAnswer.toolCalls([call, { name: 'g' }]),
    error: MockAnswer.error({
      status: 422,
      message: 'No',
      type: 't',
      param: 'p',
      code: 'c',
      retryAfter: Duration.seconds(2),
    }),
    once: MockAnswer.error({ status: 503, times: 1 }),
    malformed: MockAnswer.text('one two three').withFault(MockFault.malformed(1)),
    end: MockAnswer.text('one two three').withFault(MockFault.end(2)),
    late: MockAnswer.text('late').withFault(MockFault.slow(Duration.millis(1))),
  };
  let url: string;
  beforeAll(async () => {
    const fixtures = Object.entries(answers).map(([name, answer]) => ({
      when: { last, any: MockMatch.exact(name) },
      answer,
    }));
    url = await urlOf(start({ fixtures }));
  });
  const ask = (kind: string, more: object = {}) => chat(url, { messages: user(kind), ...more });

  test('text, JSON and calls are filled', async () => {
    expect(await said(url, { messages: user('text') })).toBe('text text "1"');
    expect(await said(url, { messages: user('json') })).toBe('{"said":"json\\"","none":null}');
    expect(await said(url, { messages: user('calls') })).toMatchObject([
      { function: { name: 'f', arguments: '{"kind":"calls","n":[1]}' } },
      { function: { name: 'g', arguments: '{}' } },
    ]);
  });

  test('an error has all its parts, and one that ends does', async () => {
    const failed = await ask('error');
    expect([failed.status, failed.headers.get('retry-after'), (await json(failed)).error]).toEqual([
      422,
      '2',
      { message: 'No', type: 't', param: 'p', code: 'c' },
    ]);
    expect([(await ask('once')).status, (await ask('once')).status]).toEqual([503, 200]);
  });

  test('a spoilt stream breaks where it should', async () => {
    const frames = async (kind: string) =>
      (await (await ask(kind, { stream: true })).text()).split('\n\n').slice(0, -1);
    const whole = (frame: string) => frame === 'data: [DONE]' || frame.endsWith('}');
    expect((await frames('malformed')).map(whole)).toEqual([true, false, ...Array(4).fill(true)]);
    expect((await frames('end')).length).toBe(2);
    expect(await said(url, { messages: user('late') })).toBe('late');
  });
});
