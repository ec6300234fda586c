import {
  appReady,
  database,
  databaseSecret,
  dist,
  installApp,
  mock,
  namespace,
  podsOf,
  replacePod,
  rolledOut,
  web,
} from './app';
import { inBrowser, screenshot } from './browser';
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
    await replacePod(workload);
    await answersGoOn();
  });
});

test('the killed database comes back under its name, with its volume, and the document is still found', async () => {
  const volume = await dataVolume();
  const { metadata } = await replacePod(database, '--now');
  expect(metadata.name).toBe('chatbot-db-0');
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
  await replacePod(database);
  await replacePod(web); // its environment holds the lost password
  expect((await credentials()).password).not.toBe(lost);
  expect(await psqlAsApp('select 1')).toMatchObject({ code: 0, stdout: '1\n' });
  expect(await psqlAsApp('select 1', lost)).toMatchObject({ code: 2 });
  await answersGoOn();
});

test('the teardown of the README that keeps the data keeps it', async () => {
  const volume = await dataVolume();
  await kubectl(['delete', '-f', `${dist}/chatbot.k8s.yaml`, '-f', `${dist}/10-chatbot-programs.k8s.yaml`]);
  // The database may take its whole grace period.
  const ours = ['get', 'pods', '-n', namespace, '-l', 'app.kubernetes.io/part-of=chatbot', '-o', 'name'];
  await until('no pod of ours', async () => (await kubectl(ours)) === '', 180);
  await installApp();
  expect(await dataVolume()).toBe(volume);
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
    until('no LLM', async () => (await app.metrics()).includes('chat_app_upstream_up{upstream="llm"} 0\n')));

  test('the page shows it', () =>
    inBrowser(async (page) => {
      await page.goto(app.url);
      await page.locator('[data-upstream=llm][data-up=false]').waitFor();
      await screenshot(page, 'llm-away');
    }));

  test('the web app becomes Ready all the same', async () => {
    await replacePod(web);
  });

  test('and a question is answered by saying so', async () => {
    await expect(app.ask(question)).rejects.toThrow('the stream ends with an error');
  });
});
