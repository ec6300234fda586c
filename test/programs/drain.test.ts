// A pod that is told to stop meets clients that keep their connections: none of them may see a request fail.
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { GRACE_MS } from '../../lib/programs/drain';
import { Bundle, type Entry, type Program } from './program';

const nothing = 'http://127.0.0.1:9/v1';
const postgres = { PGHOST: '127.0.0.1', PGPORT: '9', PGUSER: 'app', PGPASSWORD: 'secret', PGDATABASE: 'app' };
const models = { OPENAI_BASE_URL: nothing, LLM_MODEL: 'llama', EMBEDDING_MODEL: 'bge', EMBEDDING_DIMENSIONS: '4' };

describe.each([
  ['mock-llm', '/v1/models', '/v1/embeddings', {}],
  ['chat-app', '/healthz', '/api/chat', { ...models, ...postgres }],
])('%s', (name, path, posts, env) => {
  const bundle = new Bundle(name);
  let program: Program;
  let port: number;
  beforeEach(async () => {
    program = bundle.run({ PORT: '0', ...env });
    port = portOf(await program.entry('listening'));
  });
  afterEach(() => program.kill());
  afterAll(() => bundle.remove());

  test('answers all that forty clients ask over kept connections, and ends each by an answer', async () => {
    const clients = Array.from({ length: 40 }, () => new Client(port, path));
    const gone = clients.map((client) => client.run());
    await Promise.all(clients.map((client) => client.hasAsked(3)));
    program.terminate();
    expect(await Promise.all(gone)).toEqual(clients.map(() => 'Connection: close'));
    expect(await program.exit).toBe(0);
  });

  test('answers on a connection that was idle when it was told to stop', async () => {
    const socket = await opened(port);
    expect(await asked(socket, path)).toMatch(/^HTTP\/1\.1 200 [^]*\r\nconnection: keep-alive\r\n/i);
    program.terminate();
    await program.entry('draining');
    expect(await asked(socket, path)).toMatch(/^HTTP\/1\.1 200 [^]*\r\nconnection: close\r\n/i);
    expect(await program.exit).toBe(0);
  });

  test('waits neither for a connection that stays idle nor for one on which nobody ever asked', async () => {
    const idle = await opened(port);
    await asked(idle, path);
    await opened(port);
    program.terminate();
    expect(await program.exit).toBe(0);
  });

  const head = `POST ${posts} HTTP/1.1\r\nHost: app\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n`;

  test('does not wait for the rest of a request that does not come', async () => {
    const socket = await opened(port);
    socket.write(`${head}{`);
    await asked(await opened(port), path); // what was sent before has arrived
    program.terminate();
    expect(await program.exit).toBe(0);
  });

  test('answers a request whose rest comes while it is told to stop, however slowly', async () => {
    const socket = await opened(port);
    socket.write(head);
    await asked(await opened(port), path);
    program.terminate();
    await program.entry('draining');
    const answer = once(socket, 'data');
    for (const piece of ['{"i', 'npu', 't":', '""}']) {
      await pause(0.8 * GRACE_MS);
      socket.write(piece);
    }
    expect(String((await answer)[0])).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await program.exit).toBe(0);
  });
});

/** Asks without a break and without a second try, until the server ends the connection. */
class Client {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private answers = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly port: number,
    private readonly path: string,
  ) {}

  /** Why it stopped. */
  async run(): Promise<string> {
    try {
      for (;;) {
        if ((await this.ask()).headers.connection === 'close') return 'Connection: close';
        this.answers += 1;
        this.waiting.forEach((look) => look());
        await pause(5);
      }
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? String(error);
    } finally {
      this.agent.destroy();
    }
  }

  hasAsked(times: number): Promise<void> {
    return new Promise((resolve) => this.waiting.push(() => this.answers >= times && resolve()));
  }

  private ask(): Promise<IncomingMessage> {
    const { agent, port, path } = this;
    return new Promise((resolve, reject) => {
      get({ agent, port, path, host: '127.0.0.1' }, (response) =>
        response
          .on('end', () => resolve(response))
          .on('error', reject)
          .resume(),
      ).on('error', reject);
    });
  }
}

async function opened(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** The head and the first of the body. */
async function asked(socket: Socket, path: string): Promise<string> {
  socket.write(`GET ${path} HTTP/1.1\r\nHost: app\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  return answer.toString();
}

/** Each program says it in its own way. */
function portOf({ port, address }: Entry): number {
  return (port ?? (address as { port: number }).port) as number;
}
