// `npm run bench:mock [-- SECONDS [FOLDER WITH PEERS]]`: the mock beside bare node:http and beside its peers.
// The server has the first core, this program the second. Only ratios travel between machines.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstBytes, load, once, openStreams } from './load.mjs';
import { installPeers, servers, start } from './servers.mjs';

const seconds = Number(process.argv[2] ?? 3);
const folder = process.argv[3] ?? mkdtempSync(join(tmpdir(), 'bench-mock-'));
const ROUNDS = 3;
const PIECES = 40;
const text = `abcdefgh${' abcdefg'.repeat(PIECES - 1)}`;
const body = (extra, number = '') =>
  JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: `Say it ${number}` }], ...extra });
let prompts = 0;
const scenarios = {
  'plain chat': () => body({}),
  'distinct prompts': () => body({}, String((prompts += 1)).padStart(9, '0')),
  streams: () => body({ stream: true }),
};

try {
  if (!process.argv[3]) installPeers(folder);
  const common = { folder, text, pieceLength: 8, ...(await model()) };
  const rates = await compare(common);
  table(rates);
  await manyStreams(common);
} finally {
  if (!process.argv[3]) rmSync(folder, { recursive: true });
}

/** What the floor has to give: as much as the mock does. */
async function model() {
  const mock = await start('cdk8s-llm', { folder, text });
  const answer = await once(mock.port, body({}));
  const stream = (await once(mock.port, body({ stream: true }))).split(/(?<=\n\n)/);
  mock.stop();
  return { answer, frame: stream[1], frames: stream.length };
}

/** All in turn, several times, and the best counts: what else runs on the machine makes nobody faster. */
async function compare(common) {
  const found = {};
  const running = {};
  for (const name of Object.keys(servers)) {
    const { port, readyMs, megabytes } = (running[name] = await start(name, common));
    const frames = (await once(port, body({ stream: true }))).split('data: ').length - 1;
    found[name] = { frames, readyMs, idleMegabytes: megabytes() };
  }
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [scenario, next] of Object.entries(scenarios))
      for (const name of Object.keys(running)) {
        const rate = await load(running[name], { seconds: seconds / ROUNDS, body: next });
        found[name][scenario] = Math.max(found[name][scenario] ?? 0, rate);
      }
  Object.values(running).forEach(({ stop }) => stop());
  return found;
}

function table(rates) {
  const { floor, aimock, 'cdk8s-llm': ours } = rates;
  console.table(Object.fromEntries(Object.entries(rates).map(([name, found]) => [name, rounded(found)])));
  const ratio = (what, value, goal) => console.log(`${what}: ${value.toFixed(2)} (goal ${goal})`);
  ratio('plain chat, of the floor', ours['plain chat'] / floor['plain chat'], '0.7');
  ratio('plain chat, of aimock', ours['plain chat'] / aimock['plain chat'], '3');
  ratio('distinct prompts, of the floor', ours['distinct prompts'] / floor['distinct prompts'], '0.45');
  ratio('streams, of aimock', ours.streams / aimock.streams, '3');
}

/** First bytes while 500 streams are open, and memory at 1,000. */
async function manyStreams(common) {
  const paced = { ...common, frameMs: 100, frames: 600, text: text.repeat(15) };
  const stream = (index) => body({ stream: true }, String(index));
  for (const name of ['floor', 'cdk8s-llm']) {
    const server = await start(name, paced);
    const open = await openStreams(server.port, stream, 500);
    const times = await firstBytes(server.port, (index) => stream(`new ${index}`), 200);
    open.push(...(await openStreams(server.port, (index) => stream(`more ${index}`), 500)));
    const megabytes = server.megabytes();
    open.forEach((socket) => socket.destroy());
    server.stop();
    console.log(
      `${name}: first byte at 500 streams p50 ${times[100].toFixed(1)} ms, p99 ${times[197].toFixed(1)} ms; ${megabytes.toFixed(0)} MB at 1,000`,
    );
  }
}

function rounded(found) {
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, Math.round(value)]));
}
