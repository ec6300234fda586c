import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { selfSigned } from './certificate';

interface Call {
  readonly method: string;
  readonly url: string;
  readonly contentType?: string;
  readonly body?: { metadata: { resourceVersion: string }; data: Record<string, string> };
}

/** A Kubernetes API server that holds at most one Secret, `chatbot/chatbot-db-app`, and one token. */
export class ApiServer {
  static async start(): Promise<ApiServer> {
    const server = new ApiServer(selfSigned());
    await new Promise<void>((resolve) => server.https.listen(0, '127.0.0.1', resolve));
    return server;
  }

  /** The Secret's data in plain text; undefined until it is applied. */
  data?: Record<string, string>;
  /** Statuses that the next calls get before the Secret is asked. */
  refusals: number[] = [];
  /** Runs before a write is looked at: another writer. */
  beforeWrite?: () => void;
  readonly calls: Call[] = [];
  readonly token = 'the-service-account-token';
  private version = 1;
  private readonly https: Server;

  private constructor(private readonly certificate: { key: string; cert: string }) {
    this.https = createServer(certificate, async (request, response) => {
      const call: Call = {
        method: request.method!,
        url: request.url!,
        contentType: request.headers['content-type'],
        body: request.method === 'PATCH' ? ((await json(request)) as Call['body']) : undefined,
      };
      this.calls.push(call);
      const authorised = request.headers.authorization === `Bearer ${this.token}`;
      const [status, body] = authorised ? this.answer(call) : this.refuse(401);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  }

  /** What a pod finds in KUBERNETES_SERVICE_* and in the folder of its service account. */
  get seenByPod() {
    const { port } = this.https.address() as AddressInfo;
    return { host: '127.0.0.1', port, namespace: 'chatbot', token: this.token, ca: this.certificate.cert };
  }

  write(data: Record<string, string>): void {
    this.data = { ...this.data, ...data };
    this.version++;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.https.close(() => resolve()));
  }

  private answer({ method, url, body }: Call): [number, unknown] {
    const refusal = this.refusals.shift();
    if (refusal) return this.refuse(refusal);
    if (!this.data || !url.startsWith('/api/v1/namespaces/chatbot/secrets/chatbot-db-app')) return this.refuse(404);
    if (method === 'PATCH') {
      this.beforeWrite?.();
      this.beforeWrite = undefined;
      if (body!.metadata.resourceVersion !== `${this.version}`) return this.refuse(409);
      this.write(coded(body!.data, 'base64', 'utf8'));
    }
    const metadata = { name: 'chatbot-db-app', namespace: 'chatbot', resourceVersion: `${this.version}` };
    const data = Object.keys(this.data).length > 0 ? coded(this.data, 'utf8', 'base64') : undefined;
    return [200, { kind: 'Secret', apiVersion: 'v1', metadata, data }];
  }

  private refuse(code: number): [number, unknown] {
    return [code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', message: `refused with ${code}`, code }];
  }
}

function coded(data: Record<string, string>, from: BufferEncoding, to: BufferEncoding): Record<string, string> {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, from).toString(to)]));
}
