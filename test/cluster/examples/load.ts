import { Agent, request, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { secondsSince } from '../measurements';

/** One kind of request that clients send again and again. */
export interface Call {
  readonly kind: string;
  readonly method?: string;
  readonly path: string;
  readonly body?: object;
  /** How many clients send it, each over a connection of its own, and how long each waits in between. */
  readonly clients: number;
  readonly pauseMilliseconds: number;
  /** Whether the connection is kept for the next request; true when left out. */
  readonly keepAlive?: boolean;
  /** How long a client waits for the whole answer; 60 when left out. */
  readonly patienceSeconds?: number;
  /** Whether the text of a 200 is the whole answer. */
  readonly isWhole: (text: string) => boolean;
}

export interface Summary {
  readonly seconds: number;
  readonly sent: Record<string, number>;
  readonly failed: number;
  /** From when to when each answer took that lasted ten seconds or more. */
  readonly long: readonly (readonly [from: number, to: number])[];
  /** The shortest and the longest answer of each kind, in seconds. */
  readonly shortest: Record<string, number>;
  readonly longest: Record<string, number>;
  /** The first of them. */
  readonly failures: readonly { readonly second: number; readonly kind: string; readonly error: string }[];
}

export const isCutOff = ({ error }: { readonly error: string }): boolean => error === `Error: ${CUT_OFF}`;

/** Clients that ask without a break and without a second try, until they are told to stop. */
export class Load {
  private readonly start = Date.now();
  private readonly sent: Record<string, number> = {};
  private readonly shortest: Record<string, number> = {};
  private readonly longest: Record<string, number> = {};
  private readonly long: [from: number, to: number][] = [];
  private readonly failures: { second: number; kind: string; error: string }[] = [];
  private readonly clients: readonly Promise<void>[];
  private stopped = false;

  constructor(
    private readonly url: string,
    calls: readonly Call[],
  ) {
    this.clients = calls.flatMap((call) => Array.from({ length: call.clients }, () => this.client(call)));
  }

  get seconds(): number {
    return secondsSince(this.start);
  }

  get total(): number {
    return Object.values(this.sent).reduce((sum, count) => sum + count, 0);
  }

  /** Lets every open answer end. */
  async stop(): Promise<Summary> {
    this.stopped = true;
    await Promise.all(this.clients);
    const { seconds, sent, long, shortest, longest, failures } = this;
    return { seconds, sent, failed: failures.length, long, shortest, longest, failures: failures.slice(0, 20) };
  }

  private async client(call: Call): Promise<void> {
    const agent = new Agent({ keepAlive: call.keepAlive ?? true, maxSockets: 1 });
    while (!this.stopped) {
      const begun = Date.now();
      const error = await once(this.url, call, agent).catch(String);
      this.count(call.kind, error, secondsSince(begun));
      await pause(call.pauseMilliseconds);
    }
    agent.destroy();
  }

  private count(kind: string, error: string | undefined, seconds: number): void {
    const { sent, long, shortest, longest, failures } = this;
    sent[kind] = (sent[kind] ?? 0) + 1;
    if (error) return void failures.push({ second: this.seconds, kind, error });
    if (seconds >= 10) long.push([Math.round((this.seconds - seconds) * 10) / 10, this.seconds]);
    shortest[kind] = Math.min(shortest[kind] ?? seconds, seconds);
    longest[kind] = Math.max(longest[kind] ?? 0, seconds);
  }
}

/** The server closed a kept connection while the next request came: clients may send it again, RFC 9112, 9.3.1. Ours does not. */
const CUT_OFF = 'the kept connection was cut off';

/** Gives what is wrong with the answer, if anything is. Node's own client sends a request once. */
async function once(url: string, call: Call, agent: Agent): Promise<string | undefined> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = call.body && { 'content-type': 'application/json' };
    const signal = AbortSignal.timeout((call.patienceSeconds ?? 60) * 1000);
    const sent = request(`${url}${call.path}`, { agent, method: call.method ?? 'GET', headers, signal });
    sent
      .on('response', resolve)
      .on('error', (error: NodeJS.ErrnoException) => {
        reject(sent.reusedSocket && error.code === 'ECONNRESET' ? new Error(CUT_OFF) : error);
      })
      .end(call.body && JSON.stringify(call.body));
  });
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk as string;
  if (response.statusCode !== 200) return `${response.statusCode} ${text}`;
  return call.isWhole(text) ? undefined : `incomplete: ${text.slice(-100)}`;
}
