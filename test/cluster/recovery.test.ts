import {
  appReady,
  database,
  databaseSecret,
  dist,
  installApp,
  mock,
  namespace,
  podOf,
  podsOf,
  replacePods,
  rolledOut,
  web,
} from './app';
import { credentials, dataVolume, psqlAsApp } from './database';
import { answerDocument, nonce, question } from './documents';
import { kubectl } from './kubectl';
import { until } from './until';
import { Web } from './web';

let app: Web;
beforeAll(async () => {
  await installApp();
  app = await Web.find();
  await app.addDocument(answerDocument.source, answerDocument.text);
});

const answersGoOn = () => until('an answer from the document', async () => (await app.ask(question)).includes(nonce));

describe.each([[web], [mock]])('a deleted pod of %s', (workload) => {
  test('comes back, and answers go on', async () => {
    const before = await podOf(workload);
    await replacePods(workload);
    expect((await podOf(workload)).metadata.uid).not.toBe(before.metadata.uid);
    await answersGoOn();
  });
});

test('the killed database comes back under its name, with its volume, and the document is still found', async () => {
  const [before, volume] = [await podOf(database), await dataVolume()];
  await replacePods(database, '--now');
  const after = await podOf(database);
  expect(after.metadata.name).toBe('chatbot-db-0');
  expect(after.metadata.uid).not.toBe(before.metadata.uid);
  expect(await dataVolume()).toBe(volume);
  await answersGoOn();
});

test('the app’s role is no superuser', async () => {
  expect(await psqlAsApp('select rolsuper from pg_roles where rolname = current_user')).toMatchObject({
    stdout: 'f\n',
  });
});

test('a wrong password does not log in', async () => {
  expect(await psqlAsApp('select 1', 'wrong')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('password authentication failed'),
  });
});

test('a lost Secret is filled anew by the next apply, and the database follows it', async () => {
  const { password: lost } = await credentials();
  const jobs = (await kubectl(['get', 'jobs', '-n', namespace, '-o', 'name'])).split('\n');
  await kubectl([
    'delete',
    '-n',
    namespace,
    `secret/${databaseSecret}`,
    ...jobs.filter((job) => job.includes('chatbot-db-secret')),
  ]);
  await kubectl(['apply', '-f', dist]);
  await appReady();
  await replacePods(database);
  await replacePods(web); // its environment holds the lost password
  expect((await credentials()).password).not.toBe(lost);
  expect(await psqlAsApp('select 1')).toMatchObject({ code: 0, stdout: '1\n' });
  expect(await psqlAsApp('select 1', lost)).toMatchObject({ code: 2 });
  await answersGoOn();
});

describe('while the model is away', () => {
  beforeAll(async () => {
    await kubectl(['scale', '-n', namespace, mock, '--replicas=0']);
    await until('no pod of the mock', async () => (await podsOf(mock)).length === 0);
  });
  afterAll(async () => {
    await kubectl(['scale', '-n', namespace, mock, '--replicas=1']);
    await rolledOut(mock);
    await answersGoOn();
  });

  test('the web app shows it in a metric', () =>
    until('llm_up 0', async () => /^llm_up(\{[^}]*\})? 0$/m.test(await app.metrics())));

  test('the web app becomes and stays Ready', async () => {
    await replacePods(web);
    const { status } = await podOf(web);
    expect(status.conditions).toContainEqual(expect.objectContaining({ type: 'Ready', status: 'True' }));
  });
});
