import { json, Mock, post, startMock } from './mock';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.server.drain());

const embed = async (input: string | string[] | number[] | number[][], params: { dimensions?: number } = {}) => {
  const { data } = await mock.client.embeddings.create({ model: 'mock-embedding', input, ...params });
  return data.map(({ embedding }) => embedding);
};
const dot = (a: number[], b: number[]) => a.reduce((sum, value, index) => sum + value * b[index]!, 0);

const TOPICS = [
  'The cafeteria serves soup on Mondays and fish on Fridays.',
  'Parking places must be booked a day before with the front desk.',
  'The fire alarm is tested on the first Tuesday of each month.',
  'Invoices above 5000 francs need two signatures.',
  'The Geneva office moved to the Rue du Rhône in spring.',
  'The access code of the Zürich office is K7-93f1c2.',
  'Laptops are replaced after four years.',
  'Holidays are requested in the portal and granted by the team lead.',
];

describe('embeddings', () => {
  test('come as the SDK asks by default, in full length and of length one', async () => {
    const [vector] = await embed('The ferry leaves at noon.');
    expect(vector).toHaveLength(384);
    expect(dot(vector!, vector!)).toBeCloseTo(1, 6);
    expect(vector!.filter((value) => value !== 0).length).toBeGreaterThan(10);
  });

  test('are the same numbers as floats and as base64', async () => {
    const body = { model: 'mock-embedding', input: 'The ferry leaves at noon.' };
    const read = async (format: object) => json(await post(`${mock.url}/v1/embeddings`, { ...body, ...format }));
    const plain = await read({});
    expect(await read({ encoding_format: 'float' })).toEqual(plain);
    const bytes = Buffer.from((await read({ encoding_format: 'base64' })).data[0].embedding, 'base64');
    const decoded = Array.from({ length: 384 }, (_, index) => bytes.readFloatLE(index * 4));
    expect(bytes).toHaveLength(384 * 4);
    expect(decoded).toEqual(plain.data[0].embedding);
  });

  test('answer in this shape', async () => {
    const input = ['one two', 'three'];
    const response = await post(`${mock.url}/v1/embeddings`, { model: 'mock-embedding', input, dimensions: 1 });
    expect(await response.json()).toEqual({
      object: 'list',
      data: [
        { object: 'embedding', index: 0, embedding: [expect.any(Number)] },
        { object: 'embedding', index: 1, embedding: [expect.any(Number)] },
      ],
      model: 'mock-embedding',
      usage: { prompt_tokens: 3, total_tokens: 3 },
    });
  });

  test.each([
    ['the same words in another order', 'noon the ferry leaves', 'The ferry leaves at noon.', 0.99],
    ['another case and accent', 'ZURICH CAFE', 'Zürich café', 0.999],
    ['another form of the words', 'closed offices', 'The office closes', 0.999],
    ['a slip of the pen', 'retreival of documents', 'retrieval of documents', 0.5],
  ])('put %s near', async (_, a, b, least) => {
    const [one, other, far] = await embed([a, b, 'Quarterly numbers of a bicycle shop']);
    expect(dot(one!, other!)).toBeGreaterThan(least);
    expect(Math.abs(dot(one!, far!))).toBeLessThan(0.25);
  });

  test.each([
    ['What is the access code of the Zürich office?', 5],
    ['zurich code', 5],
    ['When is the fire alarm tested?', 2],
    ['How do I request a holiday?', 7],
    ['who signs an invoice', 3],
  ])('rank the passage that answers "%s" first', async (question, expected) => {
    const [asked, ...passages] = await embed([question, ...TOPICS]);
    const scores = passages.map((passage) => dot(asked!, passage));
    expect(scores.indexOf(Math.max(...scores))).toBe(expected);
  });

  test('are shortened to the dimensions asked for and stay of length one', async () => {
    const [vector] = await embed('The ferry leaves at noon.', { dimensions: 64 });
    expect(vector).toHaveLength(64);
    expect(dot(vector!, vector!)).toBeCloseTo(1, 6);
  });

  test('take token ids, one text or many', async () => {
    const [single] = await embed([1820, 99318, 11141]);
    const [first, near, far] = await embed([
      [1820, 99318, 11141],
      [1820, 99318, 7],
      [40, 41, 42],
    ]);
    expect(first).toEqual(single);
    expect(dot(first!, near!)).toBeGreaterThan(dot(first!, far!) + 0.3);
  });

  test.each(['???', 'the of and', ' ', '👋'])('give %j a direction too', async (text) => {
    const [vector] = await embed(text);
    expect(dot(vector!, vector!)).toBeCloseTo(1, 6);
  });
});
