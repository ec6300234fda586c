import { Answer, countPrompt, limited } from '../../../lib/programs/mock-llm/answer/answer';
import { Dialogue, PLAIN } from '../../../lib/programs/mock-llm/answer/dialogue';
import { reply } from '../../../lib/programs/mock-llm/answer/reply';

const INSTRUCTIONS = 'Answer from the numbered passages only. If they do not contain the answer, say so. Cite as [1].';

const CITIES = ['Bern', 'Basel', 'Geneva', 'Lausanne', 'Lugano', 'Olten', 'Chur', 'Zug', 'Thun', 'Aarau'];
const PASSAGES = [
  ...CITIES.map((city) => `The ${city} office opens at nine and closes at five.`),
  'The access code of the Zürich office is K7-93f1c2.',
  ...CITIES.slice(1).map((city) => `Visitors of the ${city} office sign the book. They wear a badge.`),
];

const ask = (messages: Dialogue['messages'], limits: Partial<Dialogue> = {}): Answer => {
  const dialogue = { ...PLAIN, messages, ...limits };
  return limited(reply(dialogue), dialogue, countPrompt(messages));
};
const user = (text: string) => [{ role: 'user', text }];
const rag = (question: string, ...passages: string[]) => [
  { role: 'system', text: INSTRUCTIONS },
  {
    role: 'user',
    text: [...passages.map((text, i) => `[${i + 1}] (doc-${i + 1}) ${text}`), `Question: ${question}`].join('\n\n'),
  },
];

describe('the answer', () => {
  const cases: [name: string, messages: Dialogue['messages'], text: string][] = [
    [
      'finds the one passage of twenty that answers, and cites it',
      rag('What is the access code of the Zürich office?', ...PASSAGES),
      'The access code of the Zürich office is K7-93f1c2. [11]',
    ],
    [
      'sees through case, accents, word forms and function words',
      rag('Tell me the ACCESS CODES for our ZURICH offices, please', ...PASSAGES),
      'The access code of the Zürich office is K7-93f1c2. [11]',
    ],
    [
      'does not take a common word for an answer',
      rag('What is the access code of the Zürich office?', ...PASSAGES.filter((text) => !text.includes('K7'))),
      'The context does not contain an answer to this question.',
    ],
    [
      'takes the one sentence out of a long passage',
      rag('When was the bridge painted?', 'It is long. The bridge was painted in 1931 by A. Rossi. Trams cross it.'),
      'The bridge was painted in 1931 by A. Rossi. [1]',
    ],
    [
      'joins what two passages say',
      rag(
        'What do the pump and the valve cost?',
        'It is new. The pump is 40 francs.',
        'The valve is 7 francs. Buy it.',
      ),
      'The pump is 40 francs. [1] The valve is 7 francs. [2]',
    ],
    [
      'keeps the answer behind a question of the document with it',
      rag('How long is the warranty?', 'Do you ship? No. How long is the warranty? Two years. Do you repair? Yes.'),
      'How long is the warranty? Two years. [1]',
    ],
    [
      'reads list items one by one',
      rag('What is the port of the database?', 'Ports:\n- web: port 80\n- database: port 5432\n- mock: port 8000'),
      '- database: port 5432 [1]',
    ],
    [
      'lets the name of the source decide between equals',
      [
        {
          role: 'user',
          text: '[1] (geneva (old).md) The door code is 11.\n[2] (zurich.md) The door code is 22.\n\nQuestion: Door code in Zürich?',
        },
      ],
      'The door code is 22. [2]',
    ],
    [
      'takes a footnote inside a passage for text',
      user(
        '[1] Whales sing.\n[2] Bats hunt at night.\n[7] Bats were observed in Ulm.\n[3] Cats sleep.\n\nQuestion: Where were bats observed?',
      ),
      '[7] Bats were observed in Ulm. [2]',
    ],
    [
      'finds unnumbered context in the system message',
      [
        { role: 'system', text: 'Use this context to answer.\n\nThe ferry leaves at 08:15. The bus leaves at 09:00.' },
        { role: 'user', text: 'When does the ferry leave?' },
      ],
      'The ferry leaves at 08:15.',
    ],
    [
      'finds context before an unlabelled question, and a question before an "Answer:"',
      user(
        'Context: Mount Ida is 1774 m high. Mount Etna is 3357 m high.\n\nQuestion: How high is Mount Etna?\nAnswer:',
      ),
      'Mount Etna is 3357 m high.',
    ],
    [
      'finds the question in front of the passages',
      user('Who owns the red boat?\n\n[1] The red boat is owned by Mia.\n\n[2] The blue boat is old.'),
      'The red boat is owned by Mia. [1]',
    ],
    [
      'remembers what the user said, not what the user asked',
      [
        { role: 'user', text: 'My favourite colour is teal.' },
        { role: 'assistant', text: 'My favourite colour is pink.' },
        { role: 'user', text: 'What is my favourite colour?' },
        { role: 'assistant', text: 'Teal.' },
        { role: 'user', text: 'What is my favourite colour?' },
      ],
      'My favourite colour is teal.',
    ],
    [
      'answers from the passages of the latest turn',
      [
        ...rag('Which code?', 'The code is old.'),
        { role: 'assistant', text: 'old' },
        ...rag('Which code?', 'The code is new.'),
      ],
      'The code is new. [1]',
    ],
    [
      'reads scripts without spaces',
      rag('東京の天気は？', '大阪は雨です。東京の天気は晴れです。'),
      '東京の天気は晴れです。 [1]',
    ],
    [
      'says so when instructions speak of passages and there are none',
      rag('What is the access code?'),
      'The context does not contain an answer to this question.',
    ],
    [
      'gives plain talk back',
      [{ role: 'system', text: 'You are kind.' }, ...user('Good morning!')],
      '(mock) You said: Good morning!',
    ],
    [
      'does not recite a system message that is no context',
      [{ role: 'system', text: 'You write good TypeScript.' }, ...user('Write TypeScript')],
      '(mock) You said: Write TypeScript',
    ],
    ['gives quotes, newlines and emoji back as they came', user('"a\\b"\n👩‍🚀 é'), '(mock) You said: "a\\b"\n👩‍🚀 é'],
    ['copes with no text at all', user(''), '(mock) You said: '],
  ];
  test.each(cases)('%s', (_, messages, text) => {
    expect(ask(messages).text).toBe(text);
  });
});

// Each took minutes when an expression went back over the whole run at every step; the limit is the runner's.
test.each([')', '? ', '. ', '\n', '\n# ', '[1] (', 'question:\n', '漢'])(
  'a long run of %j costs no more than its length',
  (run) => {
    const noise = run.repeat(300_000 / run.length);
    expect(ask(user(`The context:\n\n${noise}\n\nQuestion: Where is the fox?`)).text).toBe(
      'The context does not contain an answer to this question.',
    );
  },
);

describe('the end of an answer', () => {
  const said = user('one two three');
  const cases: [name: string, limits: Partial<Dialogue>, text: string, reason: string, tokens: number][] = [
    ['comes by itself', {}, '(mock) You said: one two three', 'stop', 9],
    ['comes after max tokens', { maxTokens: 7 }, '(mock) You said: one', 'length', 7],
    ['is whole when max tokens just suffice', { maxTokens: 9 }, '(mock) You said: one two three', 'stop', 9],
    [
      'comes before the first of the stop sequences',
      { stop: ['three', ' two', 'nowhere'] },
      '(mock) You said: one',
      'stop',
      7,
    ],
    [
      'comes by the stop sequence when that is earlier',
      { stop: [' one'], maxTokens: 7 },
      '(mock) You said:',
      'stop',
      6,
    ],
    ['comes by max tokens when that is earlier', { stop: ['three'], maxTokens: 2 }, '(mock', 'length', 2],
  ];
  test.each(cases)('%s', (_, limits, text, finishReason, completionTokens) => {
    expect(ask(said, limits)).toMatchObject({ text, calls: [], finishReason, promptTokens: 3, completionTokens });
  });
});
