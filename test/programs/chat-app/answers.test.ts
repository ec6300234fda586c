import { Backends } from './backends';
import type { ChatApp } from './chat-app';

let backends: Backends;
let app: ChatApp;

beforeAll(async () => {
  backends = await Backends.start(384);
  app = await backends.startApp();
});
beforeEach(() => backends.emptyTables());
afterAll(() => backends.stop());

const handbook = 'The greenhouse opens at seven.\n\nThe code word of the greenhouse is Tamarillo-42.';
const question = 'What is the code word of the greenhouse?';

test('an answer holds what the document says, and comes with its source before its first word', async () => {
  await app.add('handbook.md', handbook);
  const { events, text, sources } = await app.ask(question);
  expect(text).toContain('The code word of the greenhouse is Tamarillo-42. [1]');
  expect(sources).toEqual([{ number: 1, source: 'handbook.md', excerpt: handbook }]);
  expect([events[0], events[1], events.at(-1)]).toEqual(['sources', 'token', 'done']);
});

test('the best source of many comes first, and five come at most', async () => {
  for (const topic of ['tides', 'bread', 'trams', 'bees', 'glass', 'chess'])
    await app.add(topic, `All about ${topic}.`);
  await app.add('handbook.md', handbook);
  const { sources } = await app.ask(question);
  expect(sources.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  expect(sources[0]!.source).toBe('handbook.md');
});

test('with the table emptied the answer lacks it', async () => {
  await app.add('handbook.md', handbook);
  await backends.postgres.query('truncate passages_384');
  const { events, text, sources } = await app.ask(question);
  expect([text.includes('Tamarillo'), sources, events.at(-1)]).toEqual([false, [], 'done']);
});

test('passages of another model of the same size are not found', async () => {
  await app.add('handbook.md', handbook);
  await backends.postgres.query(`update passages_384 set model = 'older'`);
  expect((await app.ask(question)).sources).toEqual([]);
});

test('questions and errors are counted', async () => {
  const before = await app.metric('chat_app_questions_total');
  await app.ask(question);
  expect(await app.metric('chat_app_questions_total')).toBe(before + 1);
  expect(await app.metric('chat_app_errors_total{cause="llm"}')).toBe(0);
});

test.each([
  ['no JSON', 'hello', 400, 'the request is not a JSON object'],
  ['no object', '7', 400, 'the request is not a JSON object'],
  ['no question', {}, 400, '"question" must be a text that is not empty'],
  ['a blank question', { question: ' \n' }, 400, '"question" must be a text that is not empty'],
  ['a question of another type', { question: ['why'] }, 400, '"question" must be a text that is not empty'],
  ['a long question', { question: 'x'.repeat(4_001) }, 400, '"question" must have at most 4000 characters'],
  ['a huge question', { question: 'x'.repeat(70_000) }, 413, 'the request is larger than 65536 bytes'],
])('%s is refused before any stream begins', async (_, body, status, error) => {
  const response = await app.post('/api/chat', body);
  expect([response.status, await response.json()]).toEqual([status, { error }]);
});
