import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Environment } from '../environment';
import { HttpError } from './http';

/** The one user that the app knows. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** An empty user or password is no login, and no open door either. */
export function loginFrom(environment: Environment, variables: NodeJS.ProcessEnv): Login | undefined {
  const names = ['BASIC_AUTH_USERNAME', 'BASIC_AUTH_PASSWORD'] as const;
  if (names.every((name) => variables[name] === undefined)) return undefined;
  const [username, password] = names.map((name) => environment.text(name)) as [string, string];
  return { username, password };
}

/** What the kubelet and Prometheus ask, who know no password; it tells nothing of the users. */
const open = ['/healthz', '/readyz', '/metrics'];

/** Lets a request pass, or refuses it so that a browser asks its user. */
export function admit(login: Login | undefined, request: IncomingMessage, response: ServerResponse): void {
  const path = request.url?.split('?', 1)[0] ?? '';
  if (!login || open.includes(path) || fits(login, request.headers.authorization)) return;
  response.setHeader('www-authenticate', 'Basic realm="chat", charset="UTF-8"');
  throw new HttpError(401, 'this app asks for a user name and a password');
}

function fits({ username, password }: Login, header = ''): boolean {
  const [, credentials = ''] = /^Basic +([\w+/=-]+)$/i.exec(header) ?? [];
  const given = Buffer.from(credentials, 'base64').toString();
  // Digests have one length, so the comparison takes as long for a near miss as for a wild guess.
  return timingSafeEqual(digestOf(given), digestOf(`${username}:${password}`));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
