// `npm run bench:mock [-- --million] [--peers FOLDER]`: the mock beside bare node:http and beside its peers.
// The server has the first core, this program the second. Only ratios travel between machines, so the servers take turns.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { firstByte, load, once, openStreams } from './load.mjs';
import { median } from './median.mjs';
import { installPeers, servers, start } from './servers.mjs';

const { values: given } = parseArgs({ options: { million: { type: 'boolean' }, peers: { type: 'string' } } });
const folder = given.peers ?? mkdtempSync(join(tmpdir(), 'bench-mock-'));
const ROUNDS = 7;
const PIECES = 40;
const text = `abcdefgh${' abcdefg'.repeat(PIECES - 1)}`;
const body = (extra, number = '') =>
  JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: `Say it ${number}` }], ...extra });
let prompts = 0;
const distinct = () => body({}, String((prompts += 1)).padStart(9, '0'));
const scenarios = {
  'plain chat': { body: () => body({}), requests: 4_000 },
  'distinct prompts': { body: distinct, requests: 4_000 },
  streams: { body: () => body({ stream: true }), requests: 400 },
};

try {
  if (!given.peers) installPeers(folder);
  const common = { folder, text, pieceLength: 8, ...(await model()) };
  const goals = [...(await rates(common)), ...(await manyStreams(common)), ...(await starts(common))];
  console.table(goals.map(([what, value, goal]) => ({ what, value: Number(value.toFixed(2)), goal })));
  if (given.million) await million(common);
} finally {
  if (!given.peers) rmSync(folder, { recursive: true });
}

/** What the floor has to give: as much as the mock does. */
async function model() {
  const mock = await start('cdk8s-llm', { folder, text });
  const answer = await once(mock.port, body({}));
  const stream = (await once(mock.port, body({ stream: true }))).split(/(?<=\n\n)/);
  mock.stop();
  return { answer, frame: stream[1], frames: stream.length };
}

/** The ratios of neighbours in time, and of these the middle one. Until a program is compiled, rounds do not count. */
async function rates(common) {
  const running = {};
  const found = {};
  for (const name of Object.keys(servers)) {
    running[name] = await start(name, common);
    const stream = await once(running[name].port, body({ stream: true }));
    found[name] = { 'frames of a stream': [stream.split('data: ').length - 1] };
  }
  for (const [scenario, { requests, ...asked }] of Object.entries(scenarios))
    for (let round = -1; round < ROUNDS; round += 1)
      for (const [name, server] of Object.entries(running)) {
        const cost = await load(server, { ...asked, requests: round < 0 ? 5 * requests : requests });
        if (round >= 0) (found[name][scenario] ??= []).push(cost);
      }
  Object.values(running).forEach(({ stop }) => stop());

  console.log('Microseconds of processor time for each request:');
  console.table(mapped(found, (costs) => mapped(costs, (rounds) => Math.round(median(rounds)))));
  const ratio = (scenario, of) =>
    median(found[of][scenario].map((cost, at) => cost / found['cdk8s-llm'][scenario][at]));
  return [
    ['plain chat, of the floor', ratio('plain chat', 'floor'), '>= 0.7'],
    ['plain chat, times aimock', ratio('plain chat', 'aimock'), '>= 3'],
    ['distinct prompts, of the floor', ratio('distinct prompts', 'floor'), '>= 0.45'],
    ['streams, times aimock', ratio('streams', 'aimock'), '>= 3'],
  ];
}

/** First bytes while 500 streams are open, the floor and the mock in turn; and memory at 1,000. */
async function manyStreams(common) {
  const paced = { ...common, frameMs: 100, frames: 600, text: text.repeat(15) };
  const stream = () => body({ stream: true }, String((prompts += 1)));
  const times = { floor: [], 'cdk8s-llm': [] };
  const running = {};
  for (const name of Object.keys(times)) running[name] = await start(name, paced);
  const ours = running['cdk8s-llm'];
  const idle = ours.megabytes();
  for (let round = -1; round < ROUNDS; round += 1)
    for (const [name, { port }] of Object.entries(running)) {
      const open = await openStreams(port, stream, 500);
      for (let asked = 0; asked < 100; asked += 1) {
        const ms = await firstByte(port, stream());
        if (round >= 0) times[name].push(ms);
      }
      open.forEach((socket) => socket.destroy());
    }
  await openStreams(ours.port, stream, 1_000);
  const megabytes = ours.megabytes();
  Object.values(running).forEach(({ stop }) => stop());
  const p99 = (values) => values.sort((a, b) => a - b)[Math.floor(values.length * 0.99)];
  return [
    ['ms to the first byte at 500 streams, floor, p50', median(times.floor), ''],
    ['ms to the first byte at 500 streams, floor, p99', p99(times.floor), ''],
    ['p50, ms above the floor', median(times['cdk8s-llm']) - median(times.floor), ''],
    ['p99, ms above the floor', p99(times['cdk8s-llm']) - p99(times.floor), '<= 5'],
    ['MB idle', idle, '<= 80'],
    ['MB at 1,000 streams', megabytes, '<= 200'],
  ];
}

async function starts(common) {
  const times = { floor: [], 'cdk8s-llm': [] };
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, found] of Object.entries(times)) {
      const { readyMs, stop } = await start(name, common);
      stop();
      found.push(readyMs);
    }
  return [
    ['ms from start to ready', median(times['cdk8s-llm']), '<= 150'],
    ['the same of the floor', median(times.floor), ''],
  ];
}

/** Whether anything is kept: each prompt is another. */
async function million(common) {
  const server = await start('cdk8s-llm', common);
  const memory = {};
  for (let thousands = 100; thousands <= 1_000; thousands += 100) {
    await load(server, { requests: 100_000, body: distinct });
    memory[`${thousands},000`] = Math.round(server.megabytes());
  }
  server.stop();
  console.log('MB after so many requests:');
  console.table(memory);
}

function mapped(values, change) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
