import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockAnswer, MockMatch } from '../../../lib';
import { planMockLlm } from '../../../lib/plan/mock-llm';
import { programOf, siteOf } from '../../unit/plan/site';
import { json, Mock, post, startMock } from '../mock-llm/mock';
import { Bundle, Program } from '../program';

const bundle = new Bundle('cli');
const folder = mkdtempSync(join(tmpdir(), 'cli-'));
const running: Program[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((program) => program.kill()));
});
afterAll(() => {
  bundle.remove();
  rmSync(folder, { recursive: true });
});

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const start = async (...args: string[]) => {
  const program = bundle.run({}, ['mock', '--port', '0', ...args]);
  running.push(program);
  const { address } = await program.entry('listening');
  return { program, url: `http://127.0.0.1:${(address as { port: number }).port}` };
};
const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle.path, ...args], { encoding: 'utf8', env: {} });
  return { status, stdout, stderr };
};
const hello = { model: 'mock-llm', messages: [{ role: 'user', content: 'Hi' }] };
const said = async (url: string) =>
  (await json(await post(`${url}/v1/chat/completions`, hello))).choices[0].message.content;

test('the mock serves what a YAML file says, and listens to nobody else', async () => {
  const config = file('mock.yaml', 'fixtures:\n  - when: { last: Hi }\n    answer: { text: From YAML }\n');
  const { program, url } = await start('--config', config);
  expect(program.log[0]!.address).toMatchObject({ address: '127.0.0.1' });
  expect(await said(url)).toBe('From YAML');
  program.terminate();
  expect(await program.exit).toBe(0);
});

test('it serves what the construct writes into its ConfigMap, too', async () => {
  const props = { fixtures: [{ when: { last: MockMatch.exact('Hi') }, answer: MockAnswer.text('From props') }] };
  const { config } = planMockLlm(siteOf('MockLlm'), props, programOf('mock-llm'));
  const { url } = await start('--config', file('config.json', config.data['config.json']!));
  expect(await said(url)).toBe('From props');
});

test('while it loads nobody listens, and it can be told to stop', async () => {
  const program = bundle.run({}, ['mock', '--port', '0', '--config', file('slow.yaml', 'startupSeconds: 3600')]);
  running.push(program);
  expect(await program.entry('loading')).toMatchObject({ seconds: 3600 });
  program.terminate();
  expect(await program.exit).toBe(0);
  expect(program.events()).toEqual(['loading', 'stopped']);
});

test('once it has loaded it listens', async () => {
  const { program } = await start('--config', file('soon.yaml', 'startupSeconds: 0.01'));
  expect(program.events()).toEqual(['loading', 'listening']);
});

test('help says how', () => {
  expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage: cdk8s-llm mock') });
});

describe('what makes no sense is refused in one line', () => {
  test.each([
    [['mok'], 'there is one command, "mock", but not "mok"'],
    [['mock', '--port', 'x'], '--port: must be a number from 0 to 65535, but is "x"'],
    [['mock', '--record', 'ftp://a', '--config', 'b'], '--record: must be an http or https URL, but is "ftp://a"'],
    [['mock', '--record', 'http://a'], '--record needs --config: the file that it writes to'],
    [['mock', '--config', '/nowhere.yaml'], '/nowhere.yaml: cannot be read: '],
  ])('%j', (args, problem) => {
    const { status, stderr } = run(...args);
    expect([status, stderr.slice(0, `cdk8s-llm: ${problem}`.length)]).toEqual([1, `cdk8s-llm: ${problem}`]);
  });

  const pages = test.each<[text: string, problem: string, name?: string]>;

  pages([
    ['fixtures:\n  - name: a\n    answer:\n      text: "{{lats}}"\n', `:4: 'fixtures[0].answer.text' has {{lats}};`],
    ['models: [a]\nfixtures:\n  - name: a\n', `:3: 'fixtures[0].answer' is required and must be an object`],
    ['{\n  "models": ["a"],\n  "strct": true\n}', `:3: 'strct' is unknown here;`],
    ['models: [a\n', ':2: is not valid YAML: '],
    [
      'fixtures:\n  - answer: { text: a }\n    when:\n      header:\n        x: a\n        x.y:\n          regex: (\n',
      `:7: 'fixtures[0].when.header.x.y.regex' is no regular expression: `,
    ],
    [
      '{\n\t"fixtures": [\n\t\t{\n\t\t\t"answer": {}\n\t\t}\n\t]\n}',
      `:4: 'fixtures[0].answer' must have 'text', `,
      'bad.json',
    ],
    ['{\n  "latency": {\n    "jitter":\n      2 }\n}', `:3: 'latency.jitter' must be a number from 0 to 1`, 'bad.json'],
    ['{\n  "embedding": 5\n}', `:2: 'embedding' must be an object, but is a number`, 'bad.json'],
    ['[]', `:1: the top level must be an object, but is an array`, 'bad.json'],
    ['{\n  "models": ["a"]\n  "strict": true\n}', ':3: is not valid JSON: Missing , ', 'bad.json'],
    ['{\n  "strict": true,\n  "strict": true\n}', ':3: is not valid JSON: Map keys must be unique', 'bad.json'],
  ])('%j', (text, problem, name = 'bad.yaml') => {
    const path = file(name, text);
    expect(run('mock', '--config', path).stderr).toContain(`${path}${problem}`);
  });
});

describe('recording', () => {
  let real: Mock;
  beforeAll(async () => {
    real = await startMock(
      { fixtures: [{ when: { last: 'Hi' }, answer: { text: 'Really "é" 👋' } }], strict: true },
      'secret-key',
    );
  });
  afterAll(() => real.server.drain());

  test('passes through, and the mock then says the same, byte by byte, without the key', async () => {
    const config = join(folder, 'recorded.json');
    const { program, url } = await start('--record', `${real.url}/v1`, '--config', config);
    const bodies = [hello, { ...hello, stream: true }, { ...hello, messages: [{ role: 'user', content: 'What?' }] }];
    const ask = (at: string) =>
      Promise.all(
        bodies.map(async (body) => {
          const response = await post(`${at}/v1/chat/completions`, body, { authorization: 'Bearer secret-key' });
          return [response.status, response.headers.get('content-type'), await response.text()];
        }),
      );
    const recorded = await ask(url);
    expect(recorded.map(([status]) => status)).toEqual([200, 200, 404]);
    await program.entry('recorded', () => program.log.filter(({ event }) => event === 'recorded').length === 2);

    expect(readFileSync(config, 'utf8')).not.toContain('secret-key');
    const replay = await start('--config', config);
    expect((await ask(replay.url)).slice(0, 2)).toEqual(recorded.slice(0, 2));
  });

  test('says when there is nobody to ask', async () => {
    const gone = await startMock();
    await gone.server.drain();
    const { url } = await start('--record', gone.url, '--config', join(folder, 'none.json'));
    const response = await post(`${url}/v1/chat/completions`, hello);
    const { error } = await json(response);
    expect([response.status, error.message]).toEqual([502, `${gone.url} did not answer: connection refused`]);
  });
});
