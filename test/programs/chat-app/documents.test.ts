import { Backends } from './backends';
import type { ChatApp } from './chat-app';

let backends: Backends;
let app: ChatApp;

beforeAll(async () => {
  backends = await Backends.start(384, 2001);
  app = await backends.startApp();
});
beforeEach(() => backends.emptyTables());
afterAll(() => backends.stop());

test('a document is stored passage by passage, with its place and its model', async () => {
  const response = await app.add('guide.md', `${'First. '.repeat(100)}\n\n${'Second. '.repeat(90)}`);
  expect([response.status, await response.json()]).toEqual([201, { source: 'guide.md', passages: 2 }]);
  const rows = await backends.postgres.query(
    `select source, position, left(content, 6) as start, model, vector_dims(embedding) as dimensions
     from passages_384 order by position`,
  );
  expect(rows).toEqual([
    { source: 'guide.md', position: 0, start: 'First.', model: 'mock-embedding', dimensions: 384 },
    { source: 'guide.md', position: 1, start: 'Second', model: 'mock-embedding', dimensions: 384 },
  ]);
});

test('a document of many batches keeps its order', async () => {
  const paragraphs = Array.from({ length: 250 }, (_, index) => `Paragraph ${index}. ${'x'.repeat(700)}`);
  await app.add('long.txt', paragraphs.join('\n\n'));
  const rows = await backends.postgres.query(
    `select split_part(content, '.', 1) as start from passages_384 order by position`,
  );
  expect(rows.map(({ start }) => start)).toEqual(paragraphs.map((_, index) => `Paragraph ${index}`));
});

test('a document takes the place of the one of the same name', async () => {
  await app.add('guide.md', 'Old. '.repeat(200));
  await app.add('other.md', 'Another one.');
  await app.add('guide.md', 'New.');
  expect(await backends.postgres.query('select source, content from passages_384 order by source')).toEqual([
    { source: 'guide.md', content: 'New.' },
    { source: 'other.md', content: 'Another one.' },
  ]);
});

test('documents are listed by name with the number of their passages', async () => {
  await app.add('b.md', 'Later.');
  await app.add('a.md', 'Sooner. '.repeat(150));
  expect(await app.documents()).toEqual([
    { source: 'a.md', passages: 2 },
    { source: 'b.md', passages: 1 },
  ]);
});

test('a document is removed from the tables of all models, whatever its name', async () => {
  await app.add('a/b 100%.md', 'Gone soon.');
  const vector = `[1${',0'.repeat(2000)}]`;
  await backends.postgres.query(`insert into passages_2001 (source, position, content, model, embedding)
                        values ('a/b 100%.md', 0, 'Gone soon.', 'older', '${vector}')`);
  const path = `/api/documents/${encodeURIComponent('a/b 100%.md')}`;
  expect([await app.code('DELETE', path), await app.code('DELETE', path)]).toEqual([204, 404]);
  expect(await backends.postgres.query('select source from passages_2001')).toEqual([]);
});

test('a text is kept as it is, but for what PostgreSQL cannot keep', async () => {
  const text = `<b>Robert'); drop table passages_384; --</b>\n\tZoë 🙂`;
  await app.add('<i>odd</i>', `${text}\0`);
  expect(await backends.postgres.query('select source, content from passages_384')).toEqual([
    { source: '<i>odd</i>', content: text },
  ]);
});

test('a request of more than ten mebibytes is refused, and the app lives on', async () => {
  const response = await app.post('/api/documents', { source: 'big', text: 'x'.repeat(10 * 1024 * 1024) });
  expect([response.status, await response.json()]).toEqual([
    413,
    { error: 'the request is larger than 10485760 bytes' },
  ]);
  expect(await app.documents()).toEqual([]);
});

test.each([
  ['no JSON', '{"source": ', 400, 'the request is not a JSON object'],
  ['null', 'null', 400, 'the request is not a JSON object'],
  ['no name', { text: 'x' }, 400, '"source" must be a text that is not empty'],
  ['a long name', { source: 'x'.repeat(201), text: 'x' }, 400, '"source" must have at most 200 characters'],
  ['no text', { source: 'x' }, 400, '"text" must be a text that is not empty'],
  ['a blank text', { source: 'x', text: '\n\0' }, 400, '"text" must be a text that is not empty'],
])('%s is refused', async (_, body, status, error) => {
  const response = await app.post('/api/documents', body);
  expect([response.status, await response.json()]).toEqual([status, { error }]);
});

test('what a form of another site could send is refused', async () => {
  const response = await app.post('/api/documents', { source: 'x', text: 'x' }, 'text/plain');
  expect([response.status, await app.documents()]).toEqual([415, []]);
});
