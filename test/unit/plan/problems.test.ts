import { Problems } from '../../../lib/plan/problems';
import { verdict } from './site';

/** The message for one value that breaks a rule. */
function messageFor(given: unknown, cure?: string): string {
  const problems = new Problems('LlmWebApp', 'chatbot/web');
  problems.require(false, 'port', 'a port', given, cure);
  return verdict(() => problems.throwIfAny());
}

test('rules that hold raise nothing', () => {
  const problems = new Problems('LlmWebApp', 'chatbot/web');
  problems.require(true, 'port', 'a port', 0);
  expect(verdict(() => problems.throwIfAny())).toBe('accepted');
});

test('all violations come in one message, with path and construct', () => {
  const problems = new Problems('LlmWebApp', 'chatbot/web');
  problems.require(false, 'port', 'a port', 0, 'try another');
  problems.add('"env" is odd');
  expect(verdict(() => problems.throwIfAny())).toBe(
    'chatbot/web (LlmWebApp): 2 problems\n  - "port" must be a port, got 0; try another\n  - "env" is odd',
  );
});

const shows = test.each<[string, unknown, string]>;

shows([
  ['text in quotes', 'a "b"', '"a \\"b\\""'],
  ['a number', 70000, '70000'],
  ['what is no number', NaN, 'NaN'],
  ['infinity', -Infinity, '-Infinity'],
  ['nothing', undefined, 'nothing'],
  ['null', null, 'null'],
  ['an object', { a: [1] }, '{"a":[1]}'],
  ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
  ['an object of a class by its name, also inside another', new Map(), 'a Map'],
  ['what an object of a class is in', [{ a: new Map() }], '[{"a":"Map"}]'],
  ['a function', () => 1, 'a function'],
  ['a big number', 5n, '5'],
  ['a long text by its first 117 characters', 'x'.repeat(200), `"${'x'.repeat(116)}...`],
  ['a text of just 120 characters whole', 'x'.repeat(118), `"${'x'.repeat(118)}"`],
])('a message shows %s', (_, given, shown) => {
  expect(messageFor(given)).toBe(`chatbot/web (LlmWebApp): 1 problem\n  - "port" must be a port, got ${shown}`);
});
