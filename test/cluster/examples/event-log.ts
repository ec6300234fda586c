import type { ChildProcess } from 'node:child_process';
import { secondsSince } from '../measurements';
import { follow } from './follow';

/** What a controller did to an object, in its own words, and when. */
export interface Entry {
  readonly second: number;
  readonly reason: string;
  readonly message: string;
}

/** The events of one object from now on: its controller's log. */
export class EventLog {
  private readonly start = Date.now();
  private readonly entries: Entry[] = [];
  private readonly child: ChildProcess;

  constructor(namespace: string, kind: string, name: string) {
    const of = `involvedObject.kind=${kind},involvedObject.name=${name}`;
    const line = 'jsonpath={.reason}: {.message}{"\\n"}';
    this.child = follow(['-n', namespace, 'events', '--watch-only', '--field-selector', of, '-o', line], (text) =>
      this.add(text),
    );
  }

  stop(): readonly Entry[] {
    this.child.kill();
    return this.entries;
  }

  private add(line: string): void {
    const [, reason, message] = /^(\w+): (?:\(combined from similar events\): )?(.*)$/.exec(line) ?? [];
    if (reason) this.entries.push({ second: secondsSince(this.start), reason, message: message! });
  }
}
