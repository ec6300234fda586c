import { readConfig } from '../../../lib/programs/mock-llm/config';
import { play } from './script';

describe('a fixture fits', () => {
  const cases: [what: string, when: object, request: Parameters<typeof play>[1], fits: boolean][] = [
    ['anything when it asks for nothing', {}, {}, true],
    ['the whole of the last message', { last: 'Hi' }, { messages: ['Hi'] }, true],
    ['no part of it unless told so', { last: 'H' }, { messages: ['Hi'] }, false],
    ['a part of it', { last: { contains: 'i' } }, { messages: ['Hi'] }, true],
    ['a pattern', { last: { regex: '^h', flags: 'i' } }, { messages: ['Hi'] }, true],
    [
      'the last message of the user, not of a tool',
      { last: 'Hi' },
      { messages: ['Hi', 'assistant: a', 'tool: b'] },
      true,
    ],
    ['any message', { any: 'early' }, { messages: ['early', 'assistant: a', 'late'] }, true],
    ['the model', { model: 'gpt-4o' }, { model: 'gpt-4o-mini' }, false],
    ['the system prompt', { system: { contains: 'kind' } }, { messages: ['system: Be kind', 'Hi'] }, true],
    ['tools, if all are offered', { tools: ['a', 'b'] }, { tools: ['b', 'a', 'c'] }, true],
    ['not when one is missing', { tools: ['a', 'b'] }, { tools: ['a'] }, false],
    ['results of tools', { toolResult: { contains: 'sun' } }, { messages: ['Hi', 'tool: sunny'] }, true],
    ['the presence of them', { toolResult: true }, { messages: ['Hi', 'tool: x'] }, true],
    ['the presence of one without a word', { toolResult: true }, { messages: ['Hi', 'tool:'] }, true],
    ['not their absence then', { toolResult: false }, { messages: ['Hi', 'tool:'] }, false],
    [
      'their absence, whatever earlier turns had',
      { toolResult: false },
      { messages: ['Hi', 'tool: x', 'assistant: y', 'And?'] },
      true,
    ],
    ['the first turn', { turn: 1 }, { messages: ['Hi'] }, true],
    [
      'the third turn: a call of tools was one too',
      { turn: 3 },
      { messages: ['Hi', 'assistant:', 'tool: x', 'assistant: y', 'And?'] },
      true,
    ],
    ['a header in any case', { header: { 'X-User': 'mia' } }, { headers: { 'x-user': 'mia' } }, true],
    ['the response format', { responseFormat: 'json_schema' }, {}, false],
    ['only when all of it does', { last: 'Hi', turn: 2 }, { messages: ['Hi'] }, false],
  ];
  test.each(cases)('%s', (_, when, request, fits) => {
    expect(play([{ when, answer: { text: 'yes' } }], request)?.speech.text).toBe(fits ? 'yes' : undefined);
  });

  test('before those that come after it', () => {
    const answers = ['first', 'second'].map((text) => ({ name: text, answer: { text } }));
    expect(play(answers)?.speech.text).toBe('first');
  });
});

describe('a template', () => {
  const when = { last: { regex: '(\\w+) in (?<city>[^]+)' } };
  const request = { messages: ['system: kind', 'Weather in "New\nYork"', 'tool: sun'] };
  const fill = (answer: object) => play([{ when, answer }], request)!.speech;

  test('takes what conditions caught and what every request has', () => {
    const text = '{{last.1}}|{{last.city}}|{{ system }}|{{toolResult}}|{{model}}|{{turn}}|{{reply}}';
    expect(fill({ text }).text).toBe('Weather|"New\nYork"|kind|sun|mock-llm|1|(mock) The tool said: sun');
  });

  test('stays JSON whatever it takes', () => {
    expect(JSON.parse(fill({ json: { city: '{{last.city}}', list: ['{{last.1}}', 1, null] } }).text)).toEqual({
      city: '"New\nYork"',
      list: ['Weather', 1, null],
    });
    const [call] = fill({ toolCalls: [{ name: 'f', arguments: { city: '{{last.city}}' } }] }).calls;
    expect(call).toEqual({ name: 'f', arguments: '{"city":"\\"New\\nYork\\""}' });
  });
});

test('an error comes so many times and then no more', () => {
  const fixtures = [
    { name: 'fails', answer: { error: { status: 503, times: 2 } } },
    { name: 'works', answer: { text: 'ok' } },
  ];
  const attempt = (retries: number) => () =>
    play(fixtures, { headers: { 'x-stainless-retry-count': String(retries) } })?.speech.text;
  expect(attempt(0)).toThrow('The mock was told to fail with 503');
  expect(attempt(1)).toThrow('The mock was told to fail with 503');
  expect(attempt(2)()).toBe('ok');
});

describe('a strict mock names', () => {
  const nearest =
    (fixtures: object[], request: Parameters<typeof play>[1] = {}) =>
    () =>
      play(fixtures, request, { strict: true });
  test.each([
    ['nothing when there is nothing', [], 'No fixture fits: there is none at all'],
    [
      'the fixture that came nearest, and what it misses',
      [
        { name: 'far', when: { last: 'a', turn: 3 }, answer: { text: '' } },
        { name: 'near', when: { last: { contains: 'i' }, turn: 2, system: 'x' }, answer: { text: '' } },
      ],
      `No fixture fits: the nearest is "near", but it wants that 'system' is "x" and 'turn' is 2`,
    ],
  ])('%s', (_, fixtures, message) => {
    expect(nearest(fixtures)).toThrow(message);
  });
});

describe('a file is refused for', () => {
  const ok = { text: '' };
  const cases: [fixture: object, problem: string][] = [
    [{}, `'fixtures[0].answer' is required and must be an object`],
    [{ answer: {} }, `'fixtures[0].answer' must have 'text', 'toolCalls' or both, or else 'json' or 'error'`],
    [
      { answer: { text: '', json: 1 } },
      `'fixtures[0].answer' must have 'text', 'toolCalls' or both, or else 'json' or 'error'`,
    ],
    [{ answer: ok, when: { lst: 'a' } }, `'fixtures[0].when.lst' is unknown here; known are model, last, any, system,`],
    [{ answer: ok, when: { last: { regex: '(' } } }, `'fixtures[0].when.last.regex' is no regular expression: `],
    [
      { answer: ok, when: { last: { regex: 'a', flags: 'g' } } },
      `'fixtures[0].when.last.flags' must not have "g" or "y"`,
    ],
    [{ answer: ok, when: { last: {} } }, `'fixtures[0].when.last' must have one of 'exact', 'contains' and 'regex'`],
    [{ answer: ok, when: { turn: 0 } }, `'fixtures[0].when.turn' must be an integer of at least 1, but is 0`],
    [
      { answer: { text: '{{last.1}}' } },
      `'fixtures[0].answer.text' has {{last.1}}; known are last, system, toolResult, model, turn, reply`,
    ],
    [
      { answer: { error: { status: 200 } } },
      `'fixtures[0].answer.error.status' must be an integer from 400 to 599, but is 200`,
    ],
    [{ answer: { text: '', fault: { kind: 'boom' } } }, `'fixtures[0].answer.fault.kind' must be "error" or "slow" or`],
  ];
  test.each(cases)('%j', (fixture, problem) => {
    expect(() => readConfig({ fixtures: [fixture] })).toThrow(problem);
  });

  test('two fixtures of one name', () => {
    const fixtures = [1, 2].map(() => ({ name: 'a', answer: ok }));
    expect(() => readConfig({ fixtures })).toThrow(`'fixtures[1].name' is that of fixtures[0] too`);
  });
});
