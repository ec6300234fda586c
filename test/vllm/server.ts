import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argumentsOf, environment, type Server } from './command';
import { home, serve } from './engine';

/** The real vLLM with the arguments and the environment of a generated container, on this machine's loopback. */
export class Running {
  public static async start(server: Server): Promise<Running> {
    const folder = mkdtempSync(join(tmpdir(), 'vllm-'));
    const port = await freePort();
    // The script says which model, and of a flag that is there twice the last one counts.
    const args = [...argumentsOf(server).slice(1), '--host', '127.0.0.1', '--port', String(port)];
    const inside = Object.entries(environment(server.container)).map(([name, value]) => [
      name,
      value.replace('/home/vllm', folder),
    ]);
    const log = openSync(join(folder, 'log'), 'w');
    const engine = spawn(serve, args, {
      env: { ...process.env, VLLM_HOME: home, ...(Object.fromEntries(inside) as Record<string, string>) },
      stdio: ['ignore', log, log],
      detached: true, // with its own processes it is ended together
    });
    return new Running(engine, folder, `http://127.0.0.1:${port}`);
  }

  private constructor(
    private readonly engine: ChildProcess,
    private readonly folder: string,
    public readonly url: string,
  ) {}

  /** What a probe of the kubelet would see: a status, or why there is none. */
  public async health(path: string): Promise<string> {
    if (this.engine.exitCode !== null) return `gone: ${readFileSync(join(this.folder, 'log'), 'utf8').slice(-2000)}`;
    try {
      return String((await fetch(this.url + path)).status);
    } catch (error) {
      return String(((error as Error).cause as NodeJS.ErrnoException | undefined)?.code);
    }
  }

  /** As the kubelet does it: SIGTERM, and SIGKILL when the time is over. @returns how it ended */
  public async stop(graceSeconds: number): Promise<{ code: number | null; signal: string | null }> {
    const timer = setTimeout(() => this.kill(), graceSeconds * 1000);
    const ended = once(this.engine, 'exit') as Promise<[number | null, string | null]>;
    this.engine.kill('SIGTERM');
    const [code, signal] = await ended;
    clearTimeout(timer);
    return { code, signal };
  }

  public clean(): void {
    this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private kill(): void {
    try {
      process.kill(-this.engine.pid!, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
