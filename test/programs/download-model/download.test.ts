import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { download } from '../../../lib/programs/download-model/download';
import { HubServer } from './hub-server';

const sizes = {
  'config.json': 700,
  'model.safetensors': 300_000,
  'tokenizer.json': 12_000,
  'README.md': 50,
  'e.py': 0,
};
const wanted = ['config.json', 'e.py', 'model.safetensors', 'tokenizer.json'];
const settings = { model: 'acme/tiny', revision: 'main', folder: 'tiny', removeOthers: false };

let root: string;
let hub: HubServer;
let log: { event: string; details?: Record<string, unknown> }[];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'models-'));
  hub = new HubServer(settings.model, sizes);
  log = [];
  await hub.listen();
});
afterEach(async () => {
  await hub.stop();
  rmSync(root, { recursive: true });
});

const run = (more: object = {}) =>
  download({ ...settings, root, endpoint: hub.endpoint, ...more }, (event, details) => log.push({ event, details }), 1);
const inFolder = (file: string) => join(root, 'tiny', file);
const listed = () => readdirSync(inFolder('')).sort();
const bytesOf = (path: string) => hub.sent.filter((one) => one.path === path).map(({ from, bytes }) => [from, bytes]);
const refusal = async (more: object = {}) => ((await run(more).catch((error: unknown) => error)) as Error).message;

test('what vLLM needs arrives whole, with the commit and the mark beside it', async () => {
  await run();
  expect(listed()).toEqual(['.commit', '.verified', ...wanted]);
  for (const file of wanted) expect(readFileSync(inFolder(file)).equals(hub.content(file))).toBe(true);
  expect(readFileSync(inFolder('.commit'), 'utf8')).toBe(`${hub.commit}\n`);
  expect(JSON.parse(readFileSync(inFolder('.verified'), 'utf8'))).toEqual({ model: 'acme/tiny', commit: hub.commit });
  expect(log.at(-1)).toEqual({
    event: 'complete',
    details: { commit: hub.commit, files: 4, bytes: 312_700 },
  });
});

test('a second run downloads nothing', async () => {
  await run();
  const first = [...hub.sent];
  await run();
  expect(hub.sent).toEqual(first);
  expect(listed()).toEqual(['.commit', '.verified', ...wanted]);
});

test('a broken connection is resumed where it broke, and no byte comes twice', async () => {
  hub.cuts = [100_000, 50_000];
  await run();
  expect(readFileSync(inFolder('model.safetensors')).equals(hub.content('model.safetensors'))).toBe(true);
  const weights = bytesOf('model.safetensors');
  expect(weights.length).toBeGreaterThan(1);
  expect(weights.reduce((sum, [, bytes]) => sum + bytes!, 0)).toBe(300_000);
  expect(log.map(({ event }) => event)).toContain('again');
});

test('what a killed run left is resumed', async () => {
  await run();
  const content = hub.content('model.safetensors');
  rmSync(inFolder('model.safetensors'));
  rmSync(inFolder('.verified'));
  const { mkdirSync } = await import('node:fs');
  mkdirSync(inFolder('.partial'));
  writeFileSync(inFolder('.partial/model.safetensors'), content.subarray(0, 123_456));
  hub.sent.length = 0;
  await run();
  expect(bytesOf('model.safetensors')).toEqual([[123_456, 300_000 - 123_456]]);
  expect(listed()).toEqual(['.commit', '.verified', ...wanted]);
});

test.each([
  ['a byte turned', (content: Buffer) => Buffer.from(content).fill(1, 7, 8)],
  ['cut short', (content: Buffer) => content.subarray(0, 1000)],
])('a file with %s is found, and it alone is fetched again', async (_, harm) => {
  await run();
  hub.sent.length = 0;
  writeFileSync(inFolder('model.safetensors'), harm(hub.content('model.safetensors')));
  await run();
  expect(hub.sent).toEqual([{ path: 'model.safetensors', from: 0, bytes: 300_000 }]);
  expect(readFileSync(inFolder('model.safetensors')).equals(hub.content('model.safetensors'))).toBe(true);
});

test('what arrives with another checksum is thrown away and fetched again', async () => {
  hub.garbage = Buffer.alloc(300_000);
  await run();
  expect(bytesOf('model.safetensors')).toEqual([
    [0, 300_000],
    [0, 300_000],
  ]);
  expect(log).toContainEqual({
    event: 'again',
    details: { reason: 'model.safetensors: what arrived has another checksum' },
  });
});

test('a hub without ranges sends the file anew', async () => {
  hub.knowsRanges = false;
  hub.cuts = [100_000];
  await run();
  expect(readFileSync(inFolder('model.safetensors')).equals(hub.content('model.safetensors'))).toBe(true);
});

test('while the hub cannot be asked, the mark of a complete folder stays', async () => {
  await run();
  hub.refusals = [404];
  expect(await refusal()).toBe('acme/tiny: the hub has no such model, revision or file (status 404)');
  expect(listed()).toContain('.verified');
});

test('a folder keeps the commit that its branch meant at first', async () => {
  await run();
  hub.commit = 'd'.repeat(40);
  await run();
  expect(readFileSync(inFolder('.commit'), 'utf8')).toBe(`${'c'.repeat(40)}\n`);
});

test('a hub that is busy is asked again', async () => {
  hub.refusals = [500, 429, 503];
  await run();
  expect(listed()).toContain('.verified');
});

test('a model behind a licence needs the token', async () => {
  hub.token = 'secret';
  expect(await refusal()).toBe(
    'acme/tiny: the hub refuses (Access to model is restricted): accept its licence there, and give a token that may read it',
  );
  await run({ token: 'secret' });
  expect(listed()).toContain('.verified');
});

test('a revision with slashes is asked for, and one that is not there refused', async () => {
  await run({ revision: 'refs/pr/1', folder: 'pr' });
  expect(await refusal({ revision: 'v2', folder: 'v2' })).toBe(
    'acme/tiny: the hub has no such model, revision or file (Entry not found)',
  );
});

test('other folders stay, and go only when that is asked for', async () => {
  await run({ folder: 'old' });
  await run();
  expect(readdirSync(root).sort()).toEqual(['old', 'tiny']);
  await run({ removeOthers: true });
  expect(readdirSync(root)).toEqual(['tiny']);
});
