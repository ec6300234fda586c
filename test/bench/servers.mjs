// The servers of the comparison: ours, the floor, and two peers from npm in a folder of their own.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { performance } from 'node:perf_hooks';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PEERS = ['@copilotkit/aimock@1.43.0', '@dwmkerr/mock-llm@0.1.29'];

export function installPeers(folder) {
  execFileSync('npm', ['install', '--silent', '--no-save', '--prefix', folder, ...PEERS], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Each gives the arguments and the environment of its process; all say the same text in the same pieces. */
export const servers = {
  floor: ({ port, answer, frame, frames, frameMs = 0 }) => ({
    args: [join(root, 'test/bench/floor.mjs')],
    env: { PORT: port, ANSWER: answer, FRAME: frame, FRAMES: frames, FRAME_MS: frameMs },
  }),
  'cdk8s-llm': ({ port, folder, text, frameMs = 0 }) => {
    const config = { fixtures: [{ answer: { text } }], latency: { perTokenMs: frameMs } };
    const file = written(folder, 'mock.json', config);
    return {
      args: [join(root, 'build/programs/mock-llm.js')],
      env: { PORT: port, HOST: '127.0.0.1', MOCK_LLM_CONFIG: file },
    };
  },
  aimock: ({ port, folder, text, pieceLength }) => {
    const file = written(folder, 'aimock.json', { fixtures: [{ match: {}, response: { content: text } }] });
    const flags = ['-p', port, '-f', file, '-c', pieceLength, '--log-level', 'silent'];
    return { args: [join(folder, 'node_modules/@copilotkit/aimock/dist/cli.js'), ...flags], env: {} };
  },
  'dwmkerr/mock-llm': ({ port, folder, text, pieceLength }) => {
    const message = { role: 'assistant', content: text };
    const content = JSON.stringify({
      id: 'x',
      object: 'chat.completion',
      created: 1,
      choices: [{ index: 0, message, finish_reason: 'stop' }],
    });
    const rules = [{ path: '/v1/chat/completions', method: 'POST', match: '@', response: { status: 200, content } }];
    const file = written(folder, 'dwmkerr.yaml', { streaming: { chunkSize: pieceLength, chunkIntervalMs: 0 }, rules });
    return {
      args: [join(folder, 'node_modules/@dwmkerr/mock-llm/dist/main.js'), '--config', file],
      env: { PORT: port, HOST: '127.0.0.1' },
    };
  },
};

/** Starts one on the first core, and tells how long it took until it answered. */
export async function start(name, options) {
  const port = await freePort();
  const { args, env } = servers[name]({ port, ...options });
  const pinned =
    spawnSync('taskset', ['-V']).status === 0 ? ['taskset', '-c', '0', process.execPath] : [process.execPath];
  const [command, ...rest] = [...pinned, ...args.map(String)];
  const strings = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, String(value)]));
  const began = performance.now();
  const child = spawn(command, rest, { env: { PATH: process.env.PATH, ...strings }, stdio: 'ignore' });
  while (!(await answers(port))) if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`);
  return {
    port,
    readyMs: performance.now() - began,
    megabytes: () => residentMegabytes(child.pid),
    cpuSeconds: () => cpuSeconds(child.pid),
    stop: () => child.kill('SIGKILL'),
  };
}

const answers = (port) =>
  fetch(`http://127.0.0.1:${port}/health`, { method: 'POST', body: '{}' }).then(
    () => true,
    () => false,
  );

const residentMegabytes = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

/** Of all its threads, in user and in kernel mode. */
function cpuSeconds(pid) {
  const tasks = readdirSync(`/proc/${pid}/task`).map((task) =>
    readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8'),
  );
  return tasks.reduce((sum, text) => sum + Number(text.split(' ', 1)[0]), 0) / 1e9;
}

function written(folder, name, content) {
  writeFileSync(join(folder, name), JSON.stringify(content));
  return join(folder, name);
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
