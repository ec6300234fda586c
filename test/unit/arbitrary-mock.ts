import { Duration } from 'cdk8s';
import fc, { type Arbitrary } from 'fast-check';
import * as door from '../../lib';
import { mostly, number, some } from './arbitrary';

const { MockAnswer, MockFault, MockMatch } = door;

/** A text of the server: any that JSON and YAML must carry, now and then none at all. */
const words = mostly(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), fc.constantFrom('', undefined as any));
const duration = (most: number) =>
  mostly(
    fc.double({ min: 0, max: most, noNaN: true }).map((millis) => Duration.millis(millis)),
    fc.constant(Duration.days(2)),
  );
const atLeast = (low: number) =>
  mostly(fc.integer({ min: low, max: 9000 }), fc.constantFrom(-1, 0, 0.5, NaN, '1' as any));
const part = mostly(fc.double({ min: 0, max: 0.3, noNaN: true }), fc.constantFrom(-0.1, 1.1, NaN));

export const latency = some<door.MockLatency>({
  firstToken: duration(3_600_000),
  perToken: duration(3_600_000),
  perPromptToken: duration(3_600_000),
  jitter: part,
  loadFactor: number(1, 1000),
});

const frames = fc.option(atLeast(0), { nil: undefined });
const status = number(400, 599);
const fault = fc
  .tuple(
    fc.oneof(
      fc
        .tuple(status, fc.option(duration(86_400_000), { nil: undefined }))
        .map(([code, after]) => MockFault.error(code, after)),
      duration(86_400_000).map((delay) => MockFault.slow(delay)),
      ...(['hang', 'malformed', 'end', 'cut'] as const).map((kind) => frames.map((after) => MockFault[kind](after))),
    ),
    fc.option(atLeast(1), { nil: undefined }),
  )
  .map(([one, times]) => (times === undefined ? one : one.times(times)));

export const faults = fc.array(fc.record({ fault, rate: part }), { maxLength: 3 });

const patterns = ['a+', '(b)(?<name>c)?', '[(?<x>]', '(?:d|(e))', '\\u{1f600}', '^\\p{L}$'];
const broken = ['(', 'a{2', '(?<x>a)|(?<x>b)', '(?i:a)', '\\'];
const match = fc.oneof(
  words.map((text) => MockMatch.exact(text)),
  words.map((text) => MockMatch.contains(text)),
  fc
    .tuple(
      mostly(fc.constantFrom(...patterns), fc.constantFrom(...broken)),
      mostly(fc.constantFrom(undefined, 'iu', 's', ''), fc.constantFrom('g', 'y', 'uv', 'q')),
    )
    .filter(([pattern, flags]) => !pattern.includes('{') || flags === undefined || flags.includes('u'))
    .map(([pattern, flags]) => MockMatch.regex(pattern, flags)),
  fc.constantFrom(MockMatch.something(), MockMatch.nothing()),
);

const when = some<door.MockRequest>({
  model: match,
  last: match,
  any: match,
  system: match,
  toolResult: match,
  tools: fc.array(words, { maxLength: 2 }),
  turn: atLeast(1),
  header: fc.dictionary(mostly(fc.stringMatching(/^[\w-]{1,9}$/), fc.constantFrom('', 'a b')), match, { maxKeys: 2 }),
  responseFormat: mostly(fc.constantFrom(...Object.values(door.MockResponseFormat)), fc.constant('xml' as any)),
});

const template = mostly(
  fc
    .tuple(words, fc.constantFrom('', '{{last}}', '{{ turn }}', '{{reply}}', '{{}', '{ {a}}'))
    .map((texts) => texts.join('')),
  fc.constantFrom('{{lats}}', '{{last.9}}', '{{}}', '{{__proto__}}', undefined as any),
);
const json: Arbitrary<unknown> = mostly(
  fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 2 }, template, fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('map')),
    list: fc.array(tie('any'), { maxLength: 2 }),
    map: fc.dictionary(fc.string(), tie('any'), { maxKeys: 2 }),
  })).any,
  fc.constantFrom(undefined, NaN, new Date(0), [undefined]),
);
const map = fc.dictionary(fc.string(), json, { maxKeys: 2 });
const call = fc.record(
  { name: words, arguments: mostly(map, fc.constantFrom([] as any, 'x', 1)) },
  { requiredKeys: ['name'] },
);
const error = fc.record<door.MockError, 'status'>(
  {
    status,
    message: words,
    type: words,
    param: words,
    code: words,
    retryAfter: duration(86_400_000),
    times: atLeast(1),
  },
  { requiredKeys: ['status'] },
);
const said = fc.oneof(
  template.map((text) => MockAnswer.text(text)),
  json.map((value) => MockAnswer.json(value)),
  fc
    .tuple(
      mostly(fc.array(call, { minLength: 1, maxLength: 2 }), fc.constant([] as any)),
      fc.option(template, { nil: undefined }),
    )
    .map(([calls, text]) => MockAnswer.toolCalls(calls, text)),
);
const answer = fc.oneof(
  { weight: 3, arbitrary: said },
  { weight: 1, arbitrary: error.map((one) => MockAnswer.error(one)) },
  { weight: 1, arbitrary: fc.tuple(said, latency).map(([one, pace]) => one.withLatency(pace)) },
  { weight: 1, arbitrary: fc.tuple(said, fault).map(([one, wrong]) => one.withFault(wrong)) },
);

const fixture = fc.record({ name: words, when, answer }, { requiredKeys: ['answer'] });
export const fixtures = fc.oneof(
  { weight: 50, arbitrary: fc.uniqueArray(fixture, { maxLength: 3, selector: ({ name }) => name ?? {} }) },
  { weight: 1, arbitrary: fixture.map((one) => [one, one]) },
) as Arbitrary<door.MockFixture[]>;

export const recordings = fc.array(
  fc.record<door.MockRecording>({
    request: words,
    status: number(200, 599),
    contentType: mostly(fc.constant('text/event-stream'), fc.constantFrom('', undefined as any)),
    body: words,
  }),
  { maxLength: 2 },
);

export const maxNumSeqs = atLeast(1);
export const startupTime = duration(3_600_000);
export const contextWindow = atLeast(1);
export const errors = mostly(fc.constantFrom(...Object.values(door.MockErrors)), fc.constant('azure' as any));
export const strict = mostly(fc.boolean(), fc.constant('yes' as any));
