import type { Bundle, Program } from '../program';

export interface Answer {
  readonly events: readonly string[];
  readonly text: string;
  readonly sources: readonly { readonly number: number; readonly source: string; readonly excerpt: string }[];
  readonly error?: string;
}

/** The app as a process, and the calls that its page makes. */
export class ChatApp {
  static async start(bundle: Bundle, env: Record<string, string>): Promise<ChatApp> {
    const program = bundle.run({ PORT: '0', PGPOOL_MAX: '1', ...env });
    const { port } = await program.entry('listening');
    return new ChatApp(program, `http://127.0.0.1:${port}`);
  }

  private constructor(
    readonly program: Program,
    readonly url: string,
  ) {}

  add(source: string, text: string): Promise<Response> {
    return this.post('/api/documents', { source, text });
  }

  async documents(): Promise<unknown> {
    return ((await (await fetch(`${this.url}/api/documents`)).json()) as { documents: unknown }).documents;
  }

  async ask(question: string): Promise<Answer> {
    const response = await this.post('/api/chat', { question });
    return answerIn(await response.text());
  }

  async status(): Promise<any> {
    return (await fetch(`${this.url}/api/status`)).json();
  }

  /** The value of one line of the metrics. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
    return Number(line?.slice(name.length));
  }

  post(path: string, body: unknown, type = 'application/json'): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(`${this.url}${path}`, { method: 'POST', headers: { 'content-type': type }, body: text });
  }

  async code(method: string, path: string): Promise<number> {
    return (await fetch(`${this.url}${path}`, { method })).status;
  }
}

function answerIn(stream: string): Answer {
  const blocks = stream.split('\n\n').filter((block) => block.startsWith('event: '));
  const events = blocks.map((block) => {
    const [event, data] = block.split('\n') as [string, string];
    return { event: event.slice('event: '.length), data: JSON.parse(data.slice('data: '.length)) };
  });
  const data = (name: string): any[] => events.filter(({ event }) => event === name).map((event) => event.data);
  return {
    events: events.map(({ event }) => event),
    text: data('token')
      .map(({ text }) => text)
      .join(''),
    sources: data('sources').flat(),
    error: data('error')[0]?.message,
  };
}
