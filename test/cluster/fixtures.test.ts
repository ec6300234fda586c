import { join } from 'node:path';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { App, Duration } from 'cdk8s';
import { AppAuth, HealthCheck, LlmChart, LlmWebApp, MockAnswer, MockLlm, MockMatch } from '../../lib';
import { kubectl } from './kubectl';
import { scripted as namespace } from './probe';
import { until } from './until';

/** What the client saw. */
interface Seen {
  /** Answers by their text. */
  readonly answers: Record<string, number>;
  /** Whole streams, by their first word and their last. */
  readonly streams: Record<string, number>;
  readonly open: number;
  readonly failures: string[];
}

/** Asks all the time, on kept and on new connections, and reads long streams; tells what it saw to who asks it. */
const client = `
  const seen = { answers: {}, streams: {}, open: 0, failures: [] };
  const count = (map, key) => (map[key] = (map[key] ?? 0) + 1);
  const ask = (content, more, headers) =>
    fetch(process.env.OPENAI_BASE_URL + '/chat/completions', {
      method: 'POST',
      headers,
      body: JSON.stringify({ model: process.env.LLM_MODEL, messages: [{ role: 'user', content }], ...more }),
    });
  const fail = (error) => seen.failures.push(String(error.cause ?? error));
  const forever = async (step) => { for (;;) await step().catch(fail).then(() => new Promise((go) => setTimeout(go, 20))); };
  const answer = async (headers) => {
    const { choices } = await (await ask('Who?', {}, headers)).json();
    count(seen.answers, choices[0].message.content);
  };
  const stream = async () => {
    const response = await ask('Long?', { stream: true });
    seen.open += 1;
    const text = await response.text().finally(() => (seen.open -= 1));
    const words = [...text.matchAll(/"content":"([^"]*)"/g)].map(([, word]) => word).join('').split(' ');
    count(seen.streams, words[0] + ' … ' + words.at(-1));
  };
  const begin = () => {
    forever(() => answer({}));
    forever(() => answer({ connection: 'close' }));
    for (let many = 0; many < 4; many++) setTimeout(() => forever(stream), many * 1000);
  };
  const knock = () => ask('Who?').then(begin, () => setTimeout(knock, 500));
  knock();
  require('http').createServer((_, response) => response.end(JSON.stringify(seen))).listen(process.env.PORT);
`;

/** Writes and applies a mock that says this. */
async function apply(word: string): Promise<void> {
  const outdir = mkdtempSync(join(tmpdir(), 'fixtures-'));
  const app = new App({ outdir });
  const chart = new LlmChart(app, namespace);
  const [pace, none] = [{ perToken: Duration.millis(100) }, { perToken: Duration.millis(0) }];
  const llm = new MockLlm(chart, 'llm', {
    replicas: 2,
    latency: pace,
    fixtures: [
      { when: { last: MockMatch.exact('Who?') }, answer: MockAnswer.text(word).withLatency(none) },
      { when: { last: MockMatch.exact('Long?') }, answer: MockAnswer.text(`${word} ${'and on '.repeat(50)}end`) },
    ],
  });
  new LlmWebApp(chart, 'client', {
    llm,
    image: 'node:22-bookworm-slim',
    command: ['node', '-e', client],
    healthCheck: HealthCheck.tcp(),
    auth: AppAuth.none(),
  });
  app.synth();
  await kubectl(['apply', '-f', outdir]);
  for (const name of ['llm', 'client'])
    await kubectl(['rollout', 'status', '-n', namespace, `deployment/${namespace}-${name}`, '--timeout=180s']);
}

async function seen(): Promise<Seen> {
  const read = `fetch('http://localhost:8000').then((r) => r.text()).then(console.log)`;
  const pod = ['exec', '-n', namespace, `deployment/${namespace}-client`, '--', 'node', '-e', read];
  return JSON.parse(await kubectl(pod)) as Seen;
}

afterAll(() => kubectl(['delete', 'namespace', namespace, '--ignore-not-found']));

const pods = () =>
  kubectl(['get', 'pods', '-n', namespace, '-l', `app.kubernetes.io/instance=${namespace}-llm`, '-o', 'name']);

/** Waits for whole streams that begin so: those that were open at the change have ended then. */
const streamsOf = (word: string) =>
  until(`streams of "${word}"`, async () => ((await seen()).streams[`${word} … end`] ?? 0) >= 5);

test('changed fixtures roll the pods: afterwards no pod gives the old answers, and nothing failed', async () => {
  await apply('old');
  await until('open streams', async () => (await seen()).open === 4);
  await apply('new');
  // Until they are gone, the old ones answer on connections that clients keep.
  await until('two pods', async () => (await pods()).trim().split('\n').length === 2);
  const rolled = await seen();
  await streamsOf('new');
  const { answers, streams, failures } = await seen();
  expect([answers.old, failures]).toEqual([rolled.answers.old, []]);
  expect(Object.keys(streams).sort()).toEqual(['new … end', 'old … end']);
});

test('an edit by hand is read by the same pods as soon as the kubelet brings it, and nothing failed', async () => {
  const [before, config] = [await pods(), `configmap/${namespace}-llm-config`];
  const text = await kubectl(['get', '-n', namespace, config, '-o', 'jsonpath={.data.config\\.json}']);
  const edited = { data: { 'config.json': text.replaceAll('"new', '"edited') } };
  await kubectl(['patch', '-n', namespace, config, '--type=merge', '-p', JSON.stringify(edited)]);
  await until('an edited answer', async () => ((await seen()).answers.edited ?? 0) > 0, 180);
  await streamsOf('edited');
  const { streams, failures } = await seen();
  expect([await pods(), failures]).toEqual([before, []]);
  expect(Object.keys(streams).sort()).toEqual(['edited … end', 'new … end', 'old … end']);
});
