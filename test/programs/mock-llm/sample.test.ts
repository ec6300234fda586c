import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { Patience } from '../../../lib/programs/mock-llm/answer/patience';
import { sample } from '../../../lib/programs/mock-llm/answer/sample';

const ideas = { question: 'Where is it?', text: 'It is here.' };
const validator = new Ajv2020({ strict: false, validateFormats: false });

describe('a value made for a schema', () => {
  const of = test.each<[what: string, schema: object | boolean, value: unknown]>;
  of([
    ['a constant', { const: 7 }, 7],
    ['the first of an enumeration', { enum: ['b', 'a'] }, 'b'],
    ['the first of an enumeration that has the type', { type: 'string', enum: [1, null, ['b'], 'a'] }, 'a'],
    ['the first of an enumeration that has one of the types', { type: ['array', 'null'], enum: [1, null] }, null],
    ['the first of an enumeration that is whole', { type: 'integer', enum: [0.5, 2] }, 2],
    ['the first of an enumeration within the bounds', { enum: [1, 5, 9], minimum: 4 }, 5],
    ['the first of an enumeration below a bound', { enum: [9, 5, 1], exclusiveMaximum: 5 }, 1],
    ['the first of an enumeration that is long enough', { enum: ['a', '👋👋', 'abc'], minLength: 3 }, 'abc'],
    [
      'a text by its name',
      { properties: { query: {}, answer: {}, city: {} } },
      { query: 'Where is it?', answer: 'It is here.', city: 'city' },
    ],
    ['the first type that is not null', { type: ['null', 'boolean'] }, true],
    ['an alternative that is not null', { anyOf: [{ type: 'null' }, { type: 'integer' }] }, 0],
    ['the least number above a bound', { type: 'integer', exclusiveMinimum: 3 }, 4],
    ['a multiple', { type: 'number', minimum: 0.3, multipleOf: 0.25 }, 0.5],
    ['a number between two', { type: 'number', exclusiveMinimum: 1, exclusiveMaximum: 2 }, 1.5],
    ['a text of some length', { type: 'string', minLength: 8, maxLength: 9 }, 'value...'],
    [
      'a cut text, by code points',
      { properties: { '👋👋👋': { type: 'string', maxLength: 2 } } },
      { '👋👋👋': '👋👋' },
    ],
    ['a date', { type: 'string', format: 'date-time' }, '2025-01-01T00:00:00Z'],
    ['different items', { type: 'array', items: { type: 'integer' }, minItems: 3, uniqueItems: true }, [0, 1, 2]],
    ['a tuple', { type: 'array', prefixItems: [{ const: 1 }, { const: 2 }], items: false }, [1, 2]],
    ['a reference', { $ref: '#/$defs/a', $defs: { a: { const: 'x' } } }, 'x'],
    [
      'all of several',
      {
        allOf: [{ $ref: '#/$defs/a' }, { $ref: '#/$defs/b' }],
        $defs: { a: { properties: { a: { const: 1 } } }, b: { properties: { b: { const: 2 } } } },
      },
      { a: 1, b: 2 },
    ],
    ['a pattern of a length', { pattern: '^x[A-Z]+$', minLength: 20, maxLength: 20 }, `x${'A'.repeat(19)}`],
    ['a pattern', { type: 'string', pattern: '^[A-Z]{2}-\\d{3}(?:x|y)?$' }, 'AA-000'],
  ])('is %s', (_, schema, value) => {
    expect(sample(schema, ideas)).toEqual(value);
    expect(validator.validate(schema, value)).toBe(true);
  });

  test('ends where a schema refers to itself', () => {
    const schema = {
      type: 'object',
      properties: { name: { type: 'string' }, child: { anyOf: [{ $ref: '#' }, { type: 'null' }] } },
      required: ['name', 'child'],
      additionalProperties: false,
    };
    expect(validator.validate(schema, sample(schema, ideas))).toBe(true);
  });

  const literal = { properties: { value: { type: 'number' } }, required: ['value'], additionalProperties: false };
  const binary = {
    properties: { left: { $ref: '#/$defs/Expr' }, right: { $ref: '#/$defs/Expr' } },
    required: ['left', 'right'],
    additionalProperties: false,
  };
  const anyOf = (...names: string[]) => ({ anyOf: names.map((name) => ({ $ref: `#/$defs/${name}` })) });
  test.each<[what: string, $defs: object]>([
    ['a tree of two kinds of nodes', { Expr: anyOf('Bin', 'Lit'), Bin: binary, Lit: literal }],
    [
      'a tree whose leaf lies behind two references',
      { Expr: anyOf('Bin', 'Leaf'), Leaf: anyOf('Neg', 'Lit'), Neg: binary, Bin: binary, Lit: literal },
    ],
    [
      'a wide tree',
      {
        Expr: anyOf('Bin', 'Lit'),
        Bin: { type: 'array', items: { $ref: '#/$defs/Expr' }, minItems: 12 },
        Lit: literal,
      },
    ],
  ])('ends validly where a reference leads back: %s', (_, $defs) => {
    const schema = { $ref: '#/$defs/Expr', $defs };
    expect(validator.validate(schema, sample(schema, ideas))).toBe(true);
  });

  test.each<[string, object]>([
    [
      'doubles at every step',
      { $ref: '#/$defs/a', $defs: { a: { allOf: [{ $ref: '#/$defs/a' }, { $ref: '#/$defs/a' }] } } },
    ],
    [
      'requires itself twice',
      { type: 'object', properties: { a: { $ref: '#' }, b: { $ref: '#' } }, required: ['a', 'b'] },
    ],
    [
      'wants endless items',
      {
        type: 'array',
        items: { type: 'array', items: { type: 'string', minLength: 1e9 }, minItems: 1e9 },
        minItems: 1e9,
      },
    ],
    ['repeats repetitions', { type: 'string', pattern: '^((((a{999}){999}){999}){999})$' }],
    ['has a pattern that takes for ever', { type: 'string', pattern: '^(a+)+(?!a)b\\B$', minLength: 40 }],
  ])('comes to an end although the schema %s', (_, schema) => {
    expect(JSON.stringify(sample(schema, ideas)).length).toBeLessThan(10_000_000);
  });
});

test.each<[what: string, of: (length: number) => object]>([
  ['a constant', (length) => ({ const: 'x'.repeat(length) })],
  ['an enumeration', (length) => ({ enum: [['x'.repeat(length - 4)]] })],
  ['a key', (length) => ({ required: ['x'.repeat(length - 3)], additionalProperties: { const: 100 } })],
])('%s may come many times, but not for more than 16 MiB', (_, of) => {
  const items = (length: number) => ({ type: 'array', items: of(length), minItems: 512 });
  expect(sample(items(2 ** 15), ideas)).toHaveLength(512);
  const message = 'The answer would be too long: more than 16777216 characters';
  expect(() => sample(items(2 ** 15 + 1), ideas)).toThrow(expect.objectContaining({ status: 400, message }));
});

describe('a pattern', () => {
  const nested = (depth: number) => ({ pattern: `${'(?:'.repeat(depth)}a${')'.repeat(depth)}` });

  test('may have many groups in one another, but not more than a stack holds', () => {
    expect(sample(nested(200), ideas)).toBe('a');
    const message = 'A pattern of the schema is nested too deeply';
    for (const depth of [201, 3000])
      expect(() => sample(nested(depth), ideas)).toThrow(expect.objectContaining({ status: 400, message }));
  });

  test('may ask for a long text, but for one too long there is none', () => {
    expect(sample({ pattern: '^a{9999}$' }, ideas)).toBe('a'.repeat(9999));
    expect(sample({ pattern: 'a{9999}'.repeat(40_000) }, ideas)).toBe('value');
  });

  test('is looked for no more once the patience for a request is spent', () => {
    let now = 0;
    const patience = new Patience(() => now);
    patience.spend(() => (now += 100));
    expect(sample({ pattern: '^\\d$' }, ideas, patience)).toBe('0');
    patience.spend(() => (now += 400));
    expect(sample({ pattern: '^\\d$' }, ideas, patience)).toBe('value');
  });
});

/** Schemas as strict modes of real models take them, and a little more. */
const schemas = fc.letrec<{ any: object; leaf: object; node: object }>((tie) => ({
  any: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('node')),
  leaf: fc.oneof(
    fc.tuple(fc.nat(9), fc.nat(9)).map(([min, more]) => ({ type: 'string', minLength: min, maxLength: min + more })),
    fc
      .constantFrom('^[a-f0-9]{8}$', '^\\w+@\\w+\\.com$', '^(a|b)+$', '^[^x]y?$', '\\d')
      .map((pattern) => ({ type: 'string', pattern })),
    fc
      .tuple(fc.integer({ min: -50, max: 50 }), fc.nat(50))
      .map(([min, more]) => ({ type: 'integer', minimum: min, maximum: min + more })),
    fc.integer({ min: 1, max: 9 }).map((multipleOf) => ({ type: 'number', multipleOf, exclusiveMinimum: 0 })),
    fc
      .uniqueArray(fc.jsonValue({ maxDepth: 1 }), { minLength: 1, selector: JSON.stringify })
      .map((values) => ({ enum: values })),
    fc.constantFrom({ type: 'boolean' }, { type: 'null' }, { type: ['string', 'null'] }, {}),
  ),
  node: fc.oneof(
    fc.dictionary(fc.string({ minLength: 1, maxLength: 6 }), tie('any'), { maxKeys: 4 }).map((properties) => ({
      type: 'object',
      properties,
      required: Object.keys(properties),
      additionalProperties: false,
    })),
    fc.tuple(tie('any'), fc.nat(4)).map(([items, minItems]) => ({ type: 'array', items, minItems })),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
  ),
}));

test('whatever the schema, its value is valid and always the same', () => {
  fc.assert(
    fc.property(schemas.any, (schema) => {
      const value = sample(schema, ideas);
      if (!validator.validate(schema, value)) throw new Error(`${JSON.stringify(value)}: ${validator.errorsText()}`);
      expect(sample(schema, ideas)).toEqual(value);
    }),
    { numRuns: 100 },
  );
});
