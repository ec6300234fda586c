import type { ChildProcess } from 'node:child_process';
import { secondsSince } from '../measurements';
import { follow } from './follow';

/** Some numbers of an object, and when it said so. */
export type Moment<Name extends string> = { readonly second: number } & Readonly<Record<Name, number>>;

/** What a Deployment says about its pods. */
const PODS = {
  wanted: 'spec.replicas',
  pods: 'status.replicas',
  ready: 'status.readyReplicas',
  available: 'status.availableReplicas',
};

/** What an autoscaler of CPU sees, in percent of the request, and what it makes of it. */
const SCALE = {
  percent: 'status.currentMetrics[0].resource.current.averageUtilization',
  pods: 'status.currentReplicas',
  wanted: 'status.desiredReplicas',
};

/** Follows the numbers of an object, change by change. */
export class Watch<Name extends string> {
  static readonly pods = (namespace: string, deployment: string) => new Watch(namespace, deployment, PODS);
  static readonly scale = (namespace: string, name: string) => new Watch(namespace, `hpa/${name}`, SCALE);

  private readonly start = Date.now();
  private readonly moments: Moment<Name>[] = [];
  private readonly child: ChildProcess;

  private constructor(
    namespace: string,
    object: string,
    private readonly paths: Readonly<Record<Name, string>>,
  ) {
    const line = `${Object.values(paths)
      .map((path) => `{.${path as string}}`)
      .join(',')}{"\\n"}`;
    this.child = follow(['-n', namespace, object, '-o', `jsonpath=${line}`], (text) => this.add(text));
  }

  stop(): readonly Moment<Name>[] {
    this.child.kill();
    return this.moments;
  }

  /** The server leaves out what is zero. */
  private add(line: string): void {
    const values = line.split(',').map(Number);
    const now = Object.fromEntries(Object.keys(this.paths).map((name, index) => [name, values[index]]));
    const last = this.moments.at(-1);
    if (last && JSON.stringify({ ...last, ...now }) === JSON.stringify(last)) return;
    this.moments.push({ second: secondsSince(this.start), ...now } as Moment<Name>);
  }
}
