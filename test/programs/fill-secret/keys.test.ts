import { additions, randomAdditions } from '../../../lib/programs/fill-secret/keys';

const connection = { host: 'chatbot-db', namespace: 'chatbot', port: '5432', database: 'app', user: 'app' };

describe('the keys that a Secret lacks', () => {
  test('are all of CloudNativePG’s, composed of the password that is there', () => {
    expect(plain({ password: 'kept' })).toEqual({
      username: 'app',
      user: 'app',
      dbname: 'app',
      host: 'chatbot-db',
      port: '5432',
      pgpass: 'chatbot-db:5432:app:app:kept\n',
      uri: 'postgresql://app:kept@chatbot-db.chatbot:5432/app',
      'jdbc-uri': 'jdbc:postgresql://chatbot-db.chatbot:5432/app?password=kept&user=app',
      'fqdn-uri': 'postgresql://app:kept@chatbot-db.chatbot.svc.cluster.local:5432/app',
      'fqdn-jdbc-uri': 'jdbc:postgresql://chatbot-db.chatbot.svc.cluster.local:5432/app?password=kept&user=app',
    });
  });

  test('follow the password and the connection when these changed', () => {
    const complete = { password: 'kept', ...plain({ password: 'kept' }) };
    expect(plain({ ...complete, host: 'elsewhere' })).toEqual({ host: 'chatbot-db' });
    expect(Object.keys(plain({ ...complete, password: 'new' })).sort()).toEqual([
      'fqdn-jdbc-uri',
      'fqdn-uri',
      'jdbc-uri',
      'pgpass',
      'uri',
    ]);
  });

  test('are none when all are there', () => {
    const complete = { password: 'kept', ...plain({ password: 'kept' }) };
    expect(plain(complete)).toEqual({});
  });

  test('include a new password of 32 characters that no URL or shell has to escape', () => {
    const first = plain({});
    expect(first.password).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(first.uri).toBe(`postgresql://app:${first.password!}@chatbot-db.chatbot:5432/app`);
    expect(plain({}).password).not.toBe(first.password);
  });

  test('treat an empty password as none', () => {
    expect(plain({ password: '' }).password).toHaveLength(32);
  });

  test('replace what holds a lost password', () => {
    const added = plain({ username: 'app', uri: 'postgresql://app:lost@chatbot-db.chatbot:5432/app' });
    expect(added.uri).toContain(`:${added.password!}@`);
    expect(added).not.toHaveProperty('username');
  });
});

test('keys without a meaning get a random value each, once', () => {
  const added = randomAdditions({ A: 'a2VwdA==', B: '' }, ['A', 'B', 'C']);
  const values = Object.entries(added).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()] as const);
  expect(values.map(([key]) => key)).toEqual(['B', 'C']);
  for (const [, value] of values) expect(value).toMatch(/^[A-Za-z0-9_-]{32}$/);
  expect(added.B).not.toBe(added.C);
});

describe.each([
  ['uri', 'postgresql://app:p%40%3A%2F%5C%3F%20@chatbot-db.chatbot:5432/app'],
  ['jdbc-uri', 'jdbc:postgresql://chatbot-db.chatbot:5432/app?password=p%40%3A%2F%5C%3F+&user=app'],
  ['pgpass', 'chatbot-db:5432:app:app:p@\\:/\\\\? \n'],
])('a password of somebody’s own with special characters', (key, value) => {
  test(`is escaped in ${key}`, () => expect(plain({ password: 'p@:/\\? ' })[key]).toBe(value));
});

function plain(data: Record<string, string>): Record<string, string> {
  const code = (values: object, from: BufferEncoding, to: BufferEncoding) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value, from).toString(to)]));
  return code(additions(code(data, 'utf8', 'base64'), connection), 'base64', 'utf8');
}
