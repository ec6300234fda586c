import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Environment, SettingsError } from '../environment';
import type { Server } from './api';
import type { Lacks } from './fill';
import { additions, randomAdditions } from './keys';

export interface Settings {
  readonly server: Server;
  readonly secret: string;
  readonly lacks: Lacks;
}

/** The environment says what to fill; the service account's folder says where we are and who we are. */
export function settingsFrom(variables: NodeJS.ProcessEnv): Settings {
  const env = new Environment(variables);
  const secret = env.text('SECRET_NAME');
  const server = { host: env.text('KUBERNETES_SERVICE_HOST'), port: port(env, 'KUBERNETES_SERVICE_PORT') }; // an address: no DNS
  const keys = env.optional('SECRET_KEYS')?.split(',');
  const connection = keys ? undefined : connectionFrom(env);
  const account = env.text('SERVICE_ACCOUNT_DIR', '/var/run/secrets/kubernetes.io/serviceaccount');
  env.check();
  const [namespace, token, ca] = ['namespace', 'token', 'ca.crt'].map((file) => mounted(join(account, file)));
  return {
    secret,
    server: { ...server, namespace: namespace!, token: token!, ca: ca! },
    lacks: (data) =>
      connection ? additions(data, { ...connection, namespace: namespace! }) : randomAdditions(data, keys ?? []),
  };
}

function connectionFrom(env: Environment) {
  return {
    host: env.text('DATABASE_HOST'),
    port: String(port(env, 'DATABASE_PORT')),
    database: env.text('DATABASE_NAME'),
    user: env.text('DATABASE_USER'),
  };
}

function port(env: Environment, name: string): number {
  return env.integer(name, { from: 1, to: 65535 });
}

function mounted(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw new SettingsError(`cannot read ${path}: does the pod mount its service account token?`);
  }
}
