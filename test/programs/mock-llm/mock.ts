import { once } from 'node:events';
import { AddressInfo } from 'node:net';
import OpenAI from 'openai';
import { readConfig } from '../../../lib/programs/mock-llm/config';
import { createServer, MockServer } from '../../../lib/programs/mock-llm/server';

export interface Mock {
  readonly server: MockServer;
  readonly port: number;
  readonly url: string;
  readonly client: OpenAI;
}

/** A mock of this process on a free port, configured as by its file, and the real SDK pointed at it. */
export async function startMock(config: object = {}, apiKey?: string): Promise<Mock> {
  const server = createServer(readConfig(config, apiKey));
  await once(server.http.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.http.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: apiKey ?? 'unused', maxRetries: 0 });
  return { server, port, url, client };
}

/** The body as whatever it is: the tests say what it must be. */
export const json = (response: Response): Promise<any> => response.json();

export const post = (
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Response> =>
  fetch(url, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers, signal });
