import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Server } from './api';
import type { Connection } from './keys';

export interface Settings {
  readonly server: Server;
  readonly secret: string;
  readonly connection: Connection;
}

export class SettingsError extends Error {}

/** The environment says what to fill; the service account's folder says where we are and who we are. */
export function settingsFrom(env: NodeJS.ProcessEnv): Settings {
  const names = ['SECRET_NAME', 'DATABASE_HOST', 'DATABASE_PORT', 'DATABASE_NAME', 'DATABASE_USER'] as const;
  const server = ['KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT'] as const;
  const missing = [...names, ...server].filter((name) => !env[name]);
  if (missing.length > 0) throw new SettingsError(`set ${missing.join(', ')}`);
  const value = (name: (typeof names | typeof server)[number]): string => env[name]!;

  const account = (file: string): string =>
    mounted(env.SERVICE_ACCOUNT_DIR ?? '/var/run/secrets/kubernetes.io/serviceaccount', file);
  const namespace = account('namespace').trim();
  return {
    server: {
      host: value('KUBERNETES_SERVICE_HOST'), // an address: no DNS is needed
      port: Number(value('KUBERNETES_SERVICE_PORT')),
      namespace,
      token: account('token').trim(),
      ca: account('ca.crt'),
    },
    secret: value('SECRET_NAME'),
    connection: {
      host: value('DATABASE_HOST'),
      namespace,
      port: value('DATABASE_PORT'),
      database: value('DATABASE_NAME'),
      user: value('DATABASE_USER'),
    },
  };
}

function mounted(folder: string, file: string): string {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch {
    throw new SettingsError(`cannot read ${join(folder, file)}: does the pod mount its service account token?`);
  }
}
