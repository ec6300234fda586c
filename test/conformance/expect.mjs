// What every client must have brought to its user, whatever it calls it.
import assert from 'node:assert/strict';

export function text(said) {
  assert.equal(typeof said, 'string', `the text is ${said}`);
  assert.notEqual(said.trim(), '', 'the text is empty');
}

/** A deterministic server, asked the same, says the same; one that samples is let off by `same: false`. */
export function streamed(pieces, whole, same) {
  const said = pieces.join('');
  text(said);
  assert.ok(pieces.filter(Boolean).length > 1, 'the stream came in one piece');
  if (same) assert.equal(said, whole, 'streamed, the answer is another');
}

/** Of what is left of an answer. */
export function partOf(pieces) {
  assert.notEqual(pieces.join(''), '', 'nothing of the answer came');
}

export function usage(input, output, total = input + output) {
  for (const [name, count] of Object.entries({ input, output, total }))
    assert.ok(Number.isInteger(count) && count > 0, `the ${name} tokens are ${count}`);
  assert.equal(total, input + output, 'the total of the tokens is not their sum');
}

/** The weather of two cities takes two calls, in one answer. */
export function twoCalls(calls, { ids = true } = {}) {
  assert.deepEqual(
    calls.map(({ name, input }) => ({ name, input })),
    ['Paris', 'Rome'].map((city) => ({ name: 'get_weather', input: { city } })),
  );
  if (!ids) return;
  assert.ok(
    calls.every(({ id }) => typeof id === 'string' && id !== ''),
    'a call has no id',
  );
  assert.notEqual(calls[0].id, calls[1].id, 'two calls share an id');
}

export function city(value) {
  const { name, population, coastal, districts, ...others } = value ?? {};
  text(name);
  assert.ok(Number.isInteger(population), `the population is ${population}`);
  assert.equal(typeof coastal, 'boolean');
  assert.ok(Array.isArray(districts) && districts.every((each) => typeof each === 'string'), 'districts are no texts');
  assert.deepEqual(others, {}, 'there is more than the schema allows');
}

/** As long and of such values as the server tells in plain JSON; the same again; another for another text. */
export function vectors(got, again, plain) {
  assert.equal(got.length, plain.length, 'the number of the vectors');
  got.forEach((vector, index) => near(vector, plain[index], 'a vector is not that of the plain JSON'));
  got.forEach((vector, index) => near(again[index], vector, 'asked again, a vector is another'));
  assert.ok(plain[0].some((value) => value !== 0) && plain[0].every(Number.isFinite), 'a vector is no direction');
  assert.ok(
    plain[0].some((value, index) => Math.abs(value - plain[1][index]) > 1e-4),
    'two texts have one vector',
  );
}

export function near(got, wanted, message) {
  assert.equal(got.length, wanted.length, `${message}: it has ${got.length} values, not ${wanted.length}`);
  assert.ok(
    [...got].every((value, index) => Math.abs(value - wanted[index]) < 1e-3),
    message,
  );
}

/** Waits for the failure, which must be of this class and status, and say something. */
export async function failure(run, type, status) {
  const error = await thrown(run);
  assert.ok(error instanceof type, `it is ${error?.constructor?.name} and not ${type.name}: ${error?.message}`);
  assert.equal(error.status ?? error.statusCode ?? error.status_code, status);
  text(error.message);
  return error;
}

export async function thrown(run) {
  try {
    await run();
  } catch (error) {
    return error;
  }
  assert.fail('nothing was thrown');
}

/** For the report: what a user of the client gets to see. */
export const told = (error) => `${error.constructor.name}: ${error.message}`.split('\n')[0].slice(0, 120);

export { assert };
