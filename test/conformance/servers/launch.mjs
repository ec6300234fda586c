// Starts a peer on a free port of the loopback.
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const PEERS = ['@copilotkit/aimock@1.43.0', '@dwmkerr/mock-llm@0.1.29'];

export function installPeers(folder) {
  execFileSync('npm', ['install', '--silent', '--no-save', '--prefix', folder, ...PEERS], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

export function written(folder, name, content) {
  writeFileSync(join(folder, name), JSON.stringify(content));
  return join(folder, name);
}

/** `prepare(port)` gives the arguments and the environment of the process. */
export async function launch(prepare) {
  const port = await freePort();
  const { args, env } = prepare(port);
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, ...env }, stdio: 'ignore' });
  while (!(await answers(port)))
    if (child.exitCode !== null) throw new Error(`${args[0]} ended with ${child.exitCode}`);
  return { url: `http://127.0.0.1:${port}/v1`, stop: () => child.kill() };
}

const answers = (port) =>
  fetch(`http://127.0.0.1:${port}/health`).then(
    () => true,
    () => false,
  );

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
