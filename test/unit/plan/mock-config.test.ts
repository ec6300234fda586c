import { Duration } from 'cdk8s';
import {
  MockAnswer,
  type MockFixture,
  type MockLatency,
  type MockLlmProps,
  MockMatch,
  MockFault,
  type MockRequest,
} from '../../../lib';
import { planMockLlm } from '../../../lib/plan/mock-llm';
import * as full from '../full-props';
import { programOf, refusal, siteOf, verdict } from './site';

const planOf = (props: MockLlmProps) => planMockLlm(siteOf('MockLlm'), props, programOf('mock-llm'));
const fileOf = (props: MockLlmProps) => planOf(props).config.data['config.json']!;
const configOf = (props: MockLlmProps) => JSON.parse(fileOf(props)) as Record<string, unknown>;

test('every prop has its place in the file', () => {
  const latency = { firstTokenMs: 200, perTokenMs: 20, perPromptTokenMs: 0.1, jitter: 0.2, loadFactor: 3 };
  expect(configOf(full.mockLlm)).toEqual({
    models: ['qwen', 'llama'],
    aliases: ['gpt-5'],
    embedding: { model: 'bge', dimensions: 512, aliases: ['text-embedding-4'] },
    contextWindow: 8192,
    maxNumSeqs: 8,
    startupSeconds: 20,
    latency,
    faults: [{ kind: 'error', status: 503, retryAfterSeconds: 3, times: 2, rate: 0.25 }],
    strict: true,
    errors: 'vllm',
    fixtures: [
      {
        name: 'weather',
        when: {
          model: 'qwen',
          last: { regex: 'weather in (?<city>\\w+)', flags: 'iu' },
          any: { contains: 'weather' },
          system: { regex: '[^]' },
          toolResult: false,
          tools: ['get_weather'],
          turn: 1,
          header: { 'X-User': { regex: '^(.+)$' } },
          responseFormat: 'text',
        },
        answer: {
          text: 'One moment, {{header.x-user.1}}',
          toolCalls: [{ name: 'get_weather', arguments: { city: '{{last.city}}', days: [1, null, true] } }],
          latency,
          fault: { kind: 'cut', after: 3, times: 1 },
        },
      },
    ],
    recordings: [{ request: 'c0ffee', status: 201, contentType: 'application/json', body: '{}' }],
  });
});

const answers = (answer: MockAnswer, when?: MockRequest): MockLlmProps => ({ fixtures: [{ when, answer }] });
const kinds = test.each<[string, MockAnswer, object]>;

kinds([
  ['a text', MockAnswer.text('Hi'), { text: 'Hi' }],
  ['JSON', MockAnswer.json(null), { json: null }],
  ['an error', MockAnswer.error({ status: 500 }), { error: { status: 500 } }],
  [
    'a wait',
    MockAnswer.text('').withFault(MockFault.slow(Duration.seconds(2))),
    { text: '', fault: { kind: 'slow', ms: 2000 } },
  ],
  ['silence', MockAnswer.text('').withFault(MockFault.hang()), { text: '', fault: { kind: 'hang' } }],
  [
    'silence in its middle',
    MockAnswer.text('').withFault(MockFault.hang(2)),
    { text: '', fault: { kind: 'hang', after: 2 } },
  ],
  [
    'a bad frame',
    MockAnswer.text('').withFault(MockFault.malformed(0)),
    { text: '', fault: { kind: 'malformed', after: 0 } },
  ],
  ['an early end', MockAnswer.text('').withFault(MockFault.end()), { text: '', fault: { kind: 'end' } }],
])('an answer can be %s', (_, answer, written) => {
  expect(configOf(answers(answer)).fixtures).toEqual([{ answer: written }]);
});

test('what YAML would not carry is escaped in the file', () => {
  const text = '\u0000\u007f\u0085\u2028\ufeff\uffffé';
  expect(fileOf(answers(MockAnswer.text(text)))).toContain('"\\u0000\\u007f\\u0085\\u2028\\ufeff\\uffffé"');
  expect(configOf(answers(MockAnswer.text(text))).fixtures).toEqual([{ answer: { text } }]);
});

test('a pod that takes long to start has the time', () => {
  const { deployment } = planOf({ startupTime: Duration.minutes(10) });
  expect(deployment).toMatchObject({
    progressSeconds: 1200,
    pod: { containers: [{ startup: { failureThreshold: 660 } }] },
  });
});

const fixture = (over: Partial<MockFixture>): MockLlmProps => ({
  fixtures: [{ answer: MockAnswer.text(''), ...over }],
});
const when = (request: MockRequest) => fixture({ when: request });
const last = (pattern: string, flags?: string) => when({ last: MockMatch.regex(pattern, flags) });
const pace = (latency: MockLatency): MockLlmProps => ({ latency });
const goes = (...faults: [MockFault, number][]): MockLlmProps => ({
  faults: faults.map(([fault, rate]) => ({ fault, rate })),
});
const wrong = (value: unknown): any => value;
const circle: Record<string, unknown> = {};
circle.a = [circle];
const rules = test.each<[string, MockLlmProps, ...string[]]>;
const NAMES = 'last, system, toolResult, model, turn, reply';
const modelName = (prop: string, given: string) =>
  `"${prop}" must be letters, digits and "._/:@-", no "-" first, got ${given}`;

rules([
  ['an alias that is usual', { servedModelName: 'gpt-4o' }],
  ['no alias', { aliases: [], embeddingAliases: [] }],
  ['an alias with a space', { aliases: ['a', 'b c'] }, modelName('aliases[1]', '"b c"')],
  ['a variable that is not set', { moreModels: [wrong(undefined)] }, '"moreModels[0]" must be a string, got nothing'],
  [
    'one name for two models',
    { moreModels: ['mock-llm'], embeddingAliases: ['a', 'a'] },
    '"moreModels[0]" must be another name than "servedModelName", got "mock-llm"',
    '"embeddingAliases[1]" must be another name than "embeddingAliases[0]", got "a"',
  ],
  ['room for one token', { contextWindow: 1, maxNumSeqs: 1 }],
  [
    'room for none',
    { contextWindow: 0, maxNumSeqs: 0.5 },
    '"contextWindow" must be a whole number of at least 1, got 0',
    '"maxNumSeqs" must be a whole number of at least 1, got 0.5',
  ],
  ['an hour to start', { startupTime: Duration.hours(1) }],
  [
    'more than an hour to start',
    { startupTime: Duration.millis(3_600_001) },
    '"startupTime" must be from 0 s to 3600 s, got "3600.001 s"',
  ],
  ['a fraction of a millisecond', pace({ perPromptToken: Duration.millis(0.1), jitter: 1, loadFactor: 1 })],
  [
    'a latency beyond all measure',
    pace({ firstToken: Duration.hours(2), jitter: 1.1, loadFactor: 0 }),
    '"latency.firstToken" must be from 0 s to 3600 s, got "7200 s"',
    '"latency.jitter" must be a number from 0 to 1, got 1.1',
    '"latency.loadFactor" must be a number from 1 to 1000, got 0',
  ],
  ['a number in quotes', pace({ jitter: wrong('0.5') }), '"latency.jitter" must be a number, got "0.5"'],
  ['faults for everyone', goes([MockFault.cut(0), 0.9], [MockFault.hang(), 0.1])],
  [
    'faults for more than everyone',
    goes([MockFault.cut(), 0.75], [MockFault.hang(), 0.5]),
    '"faults" must be of rates that are at most 1 together, got 1.25; each takes its own part of the requests',
  ],
  [
    'faults that cannot be',
    goes(
      [MockFault.error(200, Duration.days(2)).times(0), 0],
      [MockFault.slow(Duration.days(2)), 0],
      [MockFault.cut(-1), -1],
    ),
    '"faults[0].fault.status" must be a whole number from 400 to 599, got 200',
    '"faults[0].fault.retryAfter" must be from 0 s to 86400 s, got "172800 s"',
    '"faults[0].fault.times" must be a whole number of at least 1, got 0',
    '"faults[1].fault.delay" must be from 0 s to 86400 s, got "172800 s"',
    '"faults[2].fault.after" must be a whole number of at least 0, got -1',
    '"faults[2].rate" must be a number from 0 to 1, got -1',
  ],
  ['a strictness that is no yes or no', { strict: wrong('yes') }, '"strict" must be true or false, got "yes"'],
  ['errors of nobody', { errors: wrong('azure') }, '"errors" must be one of "openai", "vllm", got "azure"'],
  ['a fixture without a name', fixture({})],
  [
    'a fixture with an empty name',
    fixture({ name: '' }),
    '"fixtures[0].name" must be a text that is not empty, got ""',
  ],
  [
    'two fixtures of one name',
    {
      fixtures: [
        { when: { turn: 1 }, name: 'fixtures[1]', answer: MockAnswer.text('') },
        { answer: MockAnswer.text('') },
      ],
    },
    '"fixtures[1].name" must be another name than that of fixtures[0], got "fixtures[1]"',
  ],
  ['a pattern with a flag', last('a', 's')],
  [
    'a pattern that remembers',
    last('a', 'g'),
    '"fixtures[0].when.last" must be a regular expression without the flags g and y, got "g"',
  ],
  [
    'a pattern that is none',
    last('(a'),
    '"fixtures[0].when.last" must be a regular expression of Node 22, got "(a"; Invalid regular expression: /(a/u: Unterminated group',
  ],
  ['groups with names', last('(?<a>x)|(?<b>y)|(?:z)|[(?<a>]|\\(?<a>')],
  [
    'two groups with one name',
    last('(?<a>x)|(?<a>y)'),
    '"fixtures[0].when.last" must be a regular expression of Node 22, got "(?<a>x)|(?<a>y)"; two groups have one name',
  ],
  [
    'flags for a group',
    last('(?i:x)'),
    '"fixtures[0].when.last" must be a regular expression of Node 22, got "(?i:x)"; flags are for the whole of it, not for a group',
  ],
  [
    'a text that is a number',
    when({ header: { 'x-a': MockMatch.exact(wrong(1)) }, system: MockMatch.regex(wrong(undefined)) }),
    '"fixtures[0].when.system.regex" must be a string, got nothing',
    '"fixtures[0].when.header["x-a"].exact" must be a string, got 1',
  ],
  [
    'a header that nobody can send',
    when({ header: { 'a b': MockMatch.exact('') } }),
    '"fixtures[0].when.header" must be by names of headers, got "a b"',
  ],
  [
    'a request that cannot be',
    when({ tools: [''], turn: 0 }),
    '"fixtures[0].when.tools[0]" must be a text that is not empty, got ""',
    '"fixtures[0].when.turn" must be a whole number of at least 1, got 0',
  ],
  [
    'a form that nobody asks for',
    when({ responseFormat: wrong('xml') }),
    '"fixtures[0].when.responseFormat" must be one of "text", "json_object", "json_schema", got "xml"',
  ],
  [
    'templates with what was caught',
    answers(MockAnswer.json({ '{{no}}': ['{{ last.1 }}{{header.x-a.b}}{{reply}}{ {x}}'] }), {
      last: MockMatch.regex('(a)'),
      header: { 'X-A': MockMatch.regex('(?<b>c)') },
    }),
  ],
  [
    'templates with what nobody caught',
    answers(MockAnswer.toolCalls([{ name: 'f', arguments: { a: ['{{last.2}}'] } }], '{{lats}}'), {
      last: MockMatch.regex('(a)'),
    }),
    `"fixtures[0].answer.text" must be a template with the names ${NAMES}, last.1, got "{{lats}}"`,
    `"fixtures[0].answer.toolCalls[0].arguments.a[0]" must be a template with the names ${NAMES}, last.1, got "{{last.2}}"`,
  ],
  [
    'a text that is none',
    answers(MockAnswer.text(wrong(undefined))),
    '"fixtures[0].answer.text" must be a string, got nothing',
  ],
  ['JSON with a gap', answers(MockAnswer.json({ a: undefined }))],
  [
    'what JSON does not know',
    answers(MockAnswer.json([{ a: NaN }, new Date(0), undefined, circle])),
    '"fixtures[0].answer.json[0].a" must be JSON, got NaN',
    '"fixtures[0].answer.json[1]" must be JSON, got a Date',
    '"fixtures[0].answer.json[2]" must be JSON, got nothing',
    '"fixtures[0].answer.json[3].a[0]" must be JSON, got "what it is in"',
  ],
  ['a call without arguments', answers(MockAnswer.toolCalls([{ name: 'f' }]))],
  [
    'calls of nothing',
    answers(MockAnswer.toolCalls([{ name: '' }])),
    '"fixtures[0].answer.toolCalls[0].name" must be a text that is not empty, got ""',
  ],
  [
    'parts of the wrong kind',
    {
      fixtures: [
        { answer: MockAnswer.toolCalls([{ name: 'f', arguments: wrong(['a']) }], wrong(1)) },
        { answer: MockAnswer.error({ status: 500, message: wrong(1) }) },
        {
          answer: MockAnswer.text('')
            .withLatency(wrong({ jitter: 'a' }))
            .withFault(wrong('cut')),
        },
        { answer: wrong('Hi') },
      ],
      faults: [{ fault: MockFault.slow(wrong(5)).times(wrong('1')), rate: 0 }],
    },
    '"fixtures[0].answer.text" must be a string, got 1',
    '"fixtures[0].answer.toolCalls[0].arguments" must be an object, a value for each key, got ["a"]',
    '"fixtures[1].answer.error.message" must be a string, got 1',
    '"fixtures[2].answer.latency.jitter" must be a number, got "a"',
    '"fixtures[2].answer.fault" must be a value such as MockFault.cut(3), got "cut"',
    '"fixtures[3].answer" must be a value such as MockAnswer.text("Hello"), got "Hi"',
    '"faults[0].fault.delay" must be a Duration such as Duration.seconds(30), got 5',
    '"faults[0].fault.times" must be a number, got "1"',
  ],
  [
    'no calls',
    answers(MockAnswer.toolCalls([])),
    '"fixtures[0].answer.toolCalls" must be at least one call, got []; an answer without calls is a text',
  ],
  ['an error that ends', answers(MockAnswer.error({ status: 599, retryAfter: Duration.days(1), times: 1 }))],
  [
    'an error that is none',
    answers(MockAnswer.error({ status: 200, retryAfter: Duration.days(2), times: 0 })),
    '"fixtures[0].answer.error.status" must be a whole number from 400 to 599, got 200',
    '"fixtures[0].answer.error.retryAfter" must be from 0 s to 86400 s, got "172800 s"',
    '"fixtures[0].answer.error.times" must be a whole number of at least 1, got 0',
  ],
  [
    'a slow error',
    answers(MockAnswer.error({ status: 500 }).withLatency({ jitter: 2 })),
    '"fixtures[0].answer.latency.jitter" must be a number from 0 to 1, got 2',
    '"fixtures[0].answer" is an error, which is sent at once and whole: leave out its latency and its fault',
  ],
  [
    'a spoilt answer',
    answers(MockAnswer.text('').withFault(MockFault.error(399))),
    '"fixtures[0].answer.fault.status" must be a whole number from 400 to 599, got 399',
  ],
  [
    'recordings that nobody made',
    { recordings: [{ request: '', status: 100, contentType: 'a\nb', body: '' }] },
    '"recordings[0].request" must be a text that is not empty, got ""',
    '"recordings[0].status" must be a whole number from 200 to 599, got 100',
    '"recordings[0].contentType" must be the value of a header, got "a\\nb"',
  ],
])('MockLlm: %s', (_, props, ...violations) => {
  expect(verdict(() => planOf(props))).toBe(refusal('MockLlm', violations));
});

describe('the size of the file', () => {
  const big = (bytes: number) =>
    answers(MockAnswer.text('x'.repeat(bytes - fileOf(answers(MockAnswer.text(''))).length)));

  test('is what a ConfigMap holds', () => {
    expect(fileOf(big(1_048_576))).toHaveLength(1_048_576);
    const cure = 'shorten "fixtures" and "recordings", or divide them among several MockLlm';
    const message = `the configuration has 1048577 bytes, and a ConfigMap holds 1048576; ${cure}`;
    expect(verdict(() => planOf(big(1_048_577)))).toBe(refusal('MockLlm', [message]));
  });

  test('needs another way to apply where the copy of plain kubectl would be too long', () => {
    expect(planOf(big(240_000)).warnings).toEqual([]);
    const warning = 'the configuration has 250000 bytes: too many for plain "kubectl apply"; add "--server-side"';
    expect(planOf(big(250_000)).warnings).toEqual([warning]);
  });
});

test('fixtures that are never asked are worth a warning', () => {
  const [all, some] = [{ answer: MockAnswer.text('') }, { when: { turn: 2 }, answer: MockAnswer.text('') }];
  const flaky = { answer: MockAnswer.error({ status: 503, times: 1 }) };
  expect(planOf({ fixtures: [flaky, some, all] }).warnings).toEqual([]);
  expect(planOf({ fixtures: [some, all, some] }).warnings).toEqual([
    'fixtures[1] takes every request: no fixture behind it is ever asked; put it last',
  ]);
});
