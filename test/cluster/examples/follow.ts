import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What `kubectl get … --watch` prints, line by line, until the process is killed: nothing between two looks is missed. */
export function follow(args: readonly string[], take: (line: string) => void): ChildProcess {
  const child = spawn('kubectl', ['get', '--watch', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface(child.stdout).on('line', take);
  return child;
}
