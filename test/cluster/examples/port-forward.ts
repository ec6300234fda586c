import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** `kubectl port-forward` for as long as `use` takes, which gets the URL. */
export async function portForwarded<T>(
  namespace: string,
  target: string,
  ports: string,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const child = spawn('kubectl', ['port-forward', '-n', namespace, target, ports], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const ended = once(child, 'exit').then(() => ['kubectl ended']); // and said why
    const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), ended])) as [string];
    if (!line.startsWith('Forwarding from')) throw new Error(line);
    return await use(`http://127.0.0.1:${ports.split(':')[0]}`);
  } finally {
    child.kill();
  }
}
