// The clients, as the lock files pin them: here, and for Python in a folder of the user's cache. Once for each lock.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = fileURLToPath(new URL('.', import.meta.url));
const venv = join(homedir(), '.cache/cdk8s-llm-tests/conformance/venv');
export const python = join(venv, 'bin/python');

export function installNpm() {
  unlessDone(join(here, 'package-lock.json'), join(here, 'node_modules'), () =>
    run('npm', ['ci', '--silent', '--no-audit', '--no-fund'], { cwd: here }),
  );
}

export function installPython() {
  const requirements = join(here, 'requirements.txt');
  unlessDone(requirements, venv, () => {
    rmSync(venv, { recursive: true, force: true });
    mkdirSync(venv, { recursive: true });
    run('python3', ['-m', 'venv', venv]);
    run(python, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--no-compile', '-r', requirements]);
  });
}

/** A mark in the folder says of which lock it is. */
function unlessDone(lock, folder, install) {
  const mark = join(folder, '.installed');
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  console.error(`conformance: installing what ${lock} names`);
  install();
  writeFileSync(mark, wanted);
}

function run(command, words, options) {
  const { status, error } = spawnSync(command, words, { ...options, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${error?.message ?? `exit status ${status}`}`);
}
