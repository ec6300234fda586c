import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { secondsSince } from './example';

/** What a Deployment said about its pods, and when. */
export interface Moment {
  readonly second: number;
  readonly wanted: number;
  readonly pods: number;
  readonly ready: number;
  readonly available: number;
}

const FIELDS = ['spec.replicas', 'status.replicas', 'status.readyReplicas', 'status.availableReplicas'];

/** Follows the numbers of a Deployment, event by event: nothing between two looks is missed. */
export class Watch {
  private readonly start = Date.now();
  private readonly moments: Moment[] = [];
  private readonly child: ChildProcess;

  constructor(namespace: string, deployment: string) {
    const line = `${FIELDS.map((field) => `{.${field}}`).join(',')}{"\\n"}`;
    const args = ['get', '-n', namespace, deployment, '--watch', '-o', `jsonpath=${line}`];
    this.child = spawn('kubectl', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface(this.child.stdout!).on('line', (text) => this.add(text.split(',').map(Number)));
  }

  stop(): readonly Moment[] {
    this.child.kill();
    return this.moments;
  }

  /** The server leaves out what is zero. */
  private add([wanted = 0, pods = 0, ready = 0, available = 0]: number[]): void {
    const last = this.moments.at(-1);
    const now = { wanted, pods, ready, available };
    if (last && JSON.stringify({ ...last, ...now }) === JSON.stringify(last)) return;
    this.moments.push({ second: secondsSince(this.start), ...now });
  }
}
