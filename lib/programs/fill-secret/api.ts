import { request } from 'node:https';
import { reasonOf } from '../reason';

/** The API server as a pod sees it. */
export interface Server {
  readonly host: string;
  readonly port: number;
  readonly namespace: string;
  readonly token: string;
  readonly ca: string;
}

/** `status` is 0 when no answer came; `message` is the reason in words, if there is one. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly message?: string;
}

/** The namespaced core API, as far as a Job that fills one Secret needs it; `path` is like `secrets/name`. */
export interface Api {
  get(path: string): Promise<Reply>;
  patch(path: string, change: object): Promise<Reply>;
}

export function kubernetesApi(server: Server): Api {
  return {
    get: (path) => send(server, 'GET', path),
    patch: (path, change) => send(server, 'PATCH', `${path}?fieldManager=fill-secret`, JSON.stringify(change)),
  };
}

function send({ host, port, namespace, token, ca }: Server, method: string, path: string, body = ''): Promise<Reply> {
  return new Promise((resolve) => {
    const call = request(
      {
        host,
        port,
        ca,
        method,
        path: `/api/v1/namespaces/${namespace}/${path}`,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(body && { 'content-type': 'application/merge-patch+json', 'content-length': Buffer.byteLength(body) }),
        },
        timeout: 10_000,
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', (error) => resolve({ status: 0, message: reasonOf(error) }));
        response.on('end', () => resolve(replyOf(response.statusCode ?? 0, Buffer.concat(chunks).toString())));
      },
    );
    call.on('timeout', () => call.destroy(new Error('no answer in 10 s')));
    call.on('error', (error) => resolve({ status: 0, message: reasonOf(error) }));
    call.end(body);
  });
}

/** A refusal is a Status object, whose message names the object and never a value of it; a proxy's page is no JSON. */
function replyOf(status: number, text: string): Reply {
  try {
    const body = JSON.parse(text) as { message?: string };
    return status === 200 ? { status, body } : { status, message: body.message };
  } catch {
    return { status: status === 200 ? 502 : status, message: 'not a Kubernetes answer' };
  }
}
