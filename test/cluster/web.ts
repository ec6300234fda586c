import { namespace } from './app';
import { get } from './kubectl';
import { nodeUrl } from './node-url';

/** The chat app through its NodePort: the page's address, and the two calls that the page makes. */
export class Web {
  static async find(): Promise<Web> {
    const service = await get<{ spec: { ports: { nodePort: number }[] } }>('-n', namespace, 'service/chatbot-web');
    return new Web(await nodeUrl(service.spec.ports[0]!.nodePort));
  }

  private constructor(readonly url: string) {}

  async addDocument(source: string, text: string): Promise<void> {
    await this.post('/api/documents', { source, text });
  }

  /** The whole answer, as the stream spells it. */
  async ask(question: string): Promise<string> {
    const response = await this.post('/api/chat', { question });
    const events = (await response.text()).split('\n\n').map(eventOf);
    const failure = events.find(({ event }) => event === 'error');
    if (failure) throw new Error(`the stream ends with an error: ${failure.data}`);
    if (!events.some(({ event }) => event === 'done')) throw new Error('the stream breaks off');
    return events
      .filter(({ event }) => event === 'token')
      .map(({ data }) => (JSON.parse(data) as { text: string }).text)
      .join('');
  }

  async metrics(): Promise<string> {
    return (await fetch(`${this.url}/metrics`)).text();
  }

  private async post(path: string, body: object): Promise<Response> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}

function eventOf(block: string): { event: string; data: string } {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? '';
  return { event: field('event'), data: field('data') };
}
