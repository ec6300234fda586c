import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type Entry = Readonly<Record<string, unknown>> & { readonly event: string };

/** An embedded program, bundled as it ships. */
export class Bundle {
  private readonly folder = mkdtempSync(join(tmpdir(), 'cdk8s-llm-'));

  constructor(private readonly name: string) {
    execFileSync(process.execPath, [join(__dirname, '../../lib/programs/bundle.mjs'), this.folder, name]);
  }

  /** Nothing of the environment but what is given, so that nobody's own settings come in. */
  run(env: Record<string, string>, args: readonly string[] = []): Program {
    return new Program(spawn(process.execPath, [this.path, ...args], { env }));
  }

  /** The file, for who wants to load it. */
  get path(): string {
    return join(this.folder, `${this.name}.js`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** A running program and the lines of its log. */
export class Program {
  readonly log: Entry[] = [];
  readonly exit: Promise<number | null>;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly child: ChildProcess) {
    this.exit = once(child, 'close').then(([code]) => code as number | null);
    createInterface(child.stdout!).on('line', (line) => {
      this.log.push(JSON.parse(line) as Entry);
      this.waiting.forEach((look) => look());
    });
    child.stderr!.pipe(process.stderr);
  }

  /** The first entry that fits, now or later; fails when the program ends without it. */
  entry(event: string, fits: (entry: Entry) => boolean = () => true): Promise<Entry> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = this.log.find((entry) => entry.event === event && fits(entry));
        if (found) resolve(found);
      };
      this.waiting.add(look);
      look();
      void this.exit.then(() => reject(new Error(`no "${event}" in ${JSON.stringify(this.log)}`)));
    });
  }

  events(): string[] {
    return this.log.map(({ event }) => event);
  }

  terminate(): void {
    this.child.kill('SIGTERM');
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exit;
  }
}
