import { chunk } from '../../../lib/programs/chat-app/chunk';

const sentence = (number: number, length = 90): string => `Sentence ${number} ${'x'.repeat(length - 13)}.`;
const sentences = (count: number): string => Array.from({ length: count }, (_, index) => sentence(index)).join(' ');

test.each([
  ['a short text is one passage', 'Hello.\n', ['Hello.']],
  ['short paragraphs share a passage', 'One.\n\nTwo.\r\n\r\nThree.', ['One.\n\nTwo.\n\nThree.']],
  ['white space alone is no passage', ' \n\n \t\n', []],
  [
    'paragraphs that do not fit together are apart',
    `${'a'.repeat(500)}\n\n${'b'.repeat(500)}`,
    ['a'.repeat(500), 'b'.repeat(500)],
  ],
])('%s', (_, text, passages) => {
  expect(chunk(text)).toEqual(passages);
});

test('a long paragraph is cut between sentences, and the last one opens the next passage', () => {
  const passages = chunk(sentences(16));
  expect(passages.map((passage) => passage.match(/Sentence \d+/g))).toEqual([
    ['Sentence 0', 'Sentence 1', 'Sentence 2', 'Sentence 3', 'Sentence 4', 'Sentence 5', 'Sentence 6', 'Sentence 7'],
    [
      'Sentence 7',
      'Sentence 8',
      'Sentence 9',
      'Sentence 10',
      'Sentence 11',
      'Sentence 12',
      'Sentence 13',
      'Sentence 14',
    ],
    ['Sentence 14', 'Sentence 15'],
  ]);
});

test.each([
  ['words without a full stop', 'word '.repeat(1_000)],
  ['one endless word', 'x'.repeat(5_000)],
  ['emoji without a space', '🙂'.repeat(2_000)],
  ['lines', 'a line of a list\n'.repeat(500)],
  ['Chinese', '这是一个没有空格的句子。'.repeat(400)],
])('%s come in passages of at most 800 characters, none of them lost or broken', (_, text) => {
  const passages = chunk(text);
  expect(Math.max(...passages.map(({ length }) => length))).toBeLessThanOrEqual(800);
  expect(passages.join('').length).toBeGreaterThanOrEqual(text.replace(/\s/g, '').length);
  expect(passages.every((passage) => !/\p{Surrogate}/u.test(passage))).toBe(true);
});
