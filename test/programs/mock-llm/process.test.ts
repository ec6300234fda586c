// What only a process of its own shows: its file changes, it starts slowly, it is told to stop.
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bundle, Entry, Program } from '../program';
import { json, post } from './mock';

const bundle = new Bundle('mock-llm');
const folder = mkdtempSync(join(tmpdir(), 'mock-llm-'));
const running: Program[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((program) => program.kill()));
});
afterAll(() => {
  bundle.remove();
  rmSync(folder, { recursive: true });
});

/** As the kubelet does it: a folder of its own for each version, and a link that is turned in one step. */
let version = 0;
function mount(config: unknown): string {
  version += 1;
  const [data, link] = [join(folder, `..${version}`), join(folder, '..data')];
  mkdirSync(data);
  writeFileSync(join(data, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config));
  symlinkSync(`..${version}`, `${link}_tmp`);
  renameSync(`${link}_tmp`, link);
  const file = join(folder, 'config.json');
  if (version === 1) symlinkSync('..data/config.json', file);
  return file;
}

const start = (config: unknown): Program => {
  const program = bundle.run({ PORT: '0', HOST: '127.0.0.1', MOCK_LLM_CONFIG: mount(config) });
  running.push(program);
  return program;
};
const portOf = (listening: Entry) => (listening.address as { port: number }).port;
const messages = [{ role: 'user', content: 'Hi' }];
const says = (text: string) => ({ fixtures: [{ answer: { text } }] });

test('a change of the ConfigMap is seen, without an end to open streams; a broken one changes nothing', async () => {
  const program = start({ ...says('old'), latency: { perTokenMs: 1 } });
  const port = portOf(await program.entry('listening'));
  const url = `http://127.0.0.1:${port}/v1/chat/completions`;
  const ask = async () => (await json(await post(url, { model: 'mock-llm', messages }))).choices[0].message.content;
  expect(await ask()).toBe('old');

  const open = await new Promise<NodeJS.ReadableStream>((resolve) => {
    const sent = request(url, { method: 'POST', headers: { 'x-mock-fault': 'hang; after=1' } }, resolve);
    sent.end(JSON.stringify({ model: 'mock-llm', messages, stream: true }));
  });
  let alive = true;
  open.on('error', () => (alive = false)).resume();

  mount(says('new'));
  await program.entry('reloaded');
  expect([await ask(), alive]).toEqual(['new', true]);

  mount({ fixtures: [{}] });
  const kept = await program.entry('kept');
  expect(kept.error).toBe(`${join(folder, 'config.json')}: 'fixtures[0].answer' is required and must be an object`);
  expect(await ask()).toBe('new');
});

test('while it loads nobody listens, and it can be told to stop', async () => {
  const program = start({ startupSeconds: 3600 });
  expect(await program.entry('loading')).toMatchObject({ seconds: 3600 });
  program.terminate();
  expect(await program.exit).toBe(0);
  expect(program.events()).toEqual(['loading', 'draining', 'stopped']);
});

test('once it has loaded it listens', async () => {
  const program = start({ startupSeconds: 0.01 });
  await program.entry('listening');
  expect(program.events()).toEqual(['loading', 'listening']);
});
