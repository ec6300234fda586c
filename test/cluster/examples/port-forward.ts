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
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    if (!line.startsWith('Forwarding from')) throw new Error(line);
    return await use(`http://127.0.0.1:${ports.split(':')[0]}`);
  } finally {
    child.kill();
  }
}
