import { removeApp } from '../app';
import { nodeUrl } from '../node-url';
import { until } from '../until';
import { Example } from './example';
import { Measurements } from '../measurements';

const example = new Example('minikube-mock');
const measured = new Measurements(example.name);
const [web, llm] = ['deployment/llm-app', 'deployment/llm'];
let url: string;

beforeAll(async () => {
  await removeApp(); // the main program's app has the same NodePort
  measured.add({ secondsToReady: await example.install(web, llm) });
  url = await nodeUrl(30000, '/health');
});
afterAll(() => example.remove());

test('a Deployment and a Service on NodePort 30000 stand for the app', async () => {
  expect(await example.nodePort('llm-app')).toBe(30000);
  expect((await example.podsOf(web)).length).toBe(1);
});

test('the image was on the node already: nothing was pulled', async () => {
  const [pod] = await example.podsOf(web);
  const { items } = await example.get<{ items: { message: string }[] }>(
    'events',
    `--field-selector=reason=Pulled,involvedObject.name=${pod!.metadata.name}`,
  );
  expect(items.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Container image "llm-app:1\.0\.0" already present on machine/),
  ]);
});

test('the mock answers in place of the real model, and the same every time', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, () => ask()));
  measured.add({ answers: answers.length, distinctAnswers: new Set(answers).size, answer: answers[0] });
  expect(new Set(answers)).toEqual(new Set([expected]));
});

describe.each([[web], [llm]])('a deleted pod of %s', (workload) => {
  test('is replaced by the reconciliation loop, and the answer is the same again', async () => {
    const { seconds, before, after } = await example.replacePod(workload);
    measured.add({ [`secondsToReplace ${workload}`]: seconds });
    expect(after.metadata.name).not.toBe(before.metadata.name);
    // A pod is Ready before the node knows where it is.
    expect(await until('an answer', ask, 20)).toBe(expected);
  });
});

test('nothing had to be started twice', async () => {
  measured.add({ restarts: await example.restarts() });
  expect(await example.restarts()).toBe(0);
});

const expected = 'mock-llm: (mock) You said: What does a Deployment do?';

async function ask(): Promise<string> {
  const response = await fetch(`${url}/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question: 'What does a Deployment do?' }),
  });
  expect(response.status).toBe(200);
  const { model, answer } = (await response.json()) as { model: string; answer: string };
  return `${model}: ${answer}`;
}
