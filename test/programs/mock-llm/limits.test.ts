import { toApiError } from '../../../lib/programs/mock-llm/errors';
import { blamed } from '../../../lib/programs/mock-llm/limits';

const tooDeep = new RangeError('Maximum call stack size exceeded');
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const cases: [what: string, error: Error, body: string, status: number, message: string][] = [
  ['a body that no stack holds', tooDeep, nested(501), 400, 'The request is nested too deeply'],
  ['objects in lists', tooDeep, `${'[{"a":'.repeat(251)}1${'}]'.repeat(251)}`, 400, 'The request is nested too deeply'],
  ['a body that any stack holds', tooDeep, nested(500), 500, ''],
  ['many lists beside one another', tooDeep, `[${'[],'.repeat(501)}[]]`, 500, ''],
  ['brackets in a text', tooDeep, JSON.stringify(`\\"${'['.repeat(501)}`), 500, ''],
  ['an answer that no text holds', new RangeError('Invalid string length'), '{}', 400, 'The answer would be too long'],
  ['a length that is none', new RangeError('Invalid array length'), nested(501), 500, ''],
  ['a number of repetitions that is none', new RangeError('Invalid count value: -1'), '{}', 500, ''],
  ['any other slip', new TypeError('x is not a function'), nested(501), 500, ''],
];

test.each(cases)('%s: who is to blame', (_, error, body, status, message) => {
  expect(toApiError(blamed(error, Buffer.from(body)))).toMatchObject({
    status,
    message: message || 'The server had an error while it processed the request',
  });
});
