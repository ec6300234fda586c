import { databaseSecret, namespace } from './app';
import { get, kubectl, tryKubectl, type Result } from './kubectl';

const pod = 'chatbot-db-0';
const inPod = ['exec', '-i', '-n', namespace, pod, '--'];

/** One value, asked by the superuser over the local socket. */
export async function psql(sql: string): Promise<string> {
  const { dbname } = await credentials();
  return (
    await kubectl([...inPod, 'psql', '-U', 'postgres', '-d', dbname!, '-v', 'ON_ERROR_STOP=1', '-Atqc', sql])
  ).trim();
}

/**
 * The same as the app, over the pod's address: 127.0.0.1 and the socket are `trust` in the image's pg_hba, so a login
 * there proves nothing. The password goes in by standard input.
 */
export async function psqlAsApp(sql: string, password?: string): Promise<Result> {
  const secret = await credentials();
  const script =
    'read -r PGPASSWORD; export PGPASSWORD; exec psql -h "$(hostname -i)" -p "$1" -U "$2" -d "$3" -Atqc "$4"';
  const args = [secret.port!, secret.username!, secret.dbname!, sql];
  return tryKubectl([...inPod, 'sh', '-c', script, 'sh', ...args], `${password ?? secret.password!}\n`);
}

/** What the Secret holds, in plain text. */
export async function credentials(): Promise<Record<string, string>> {
  const { data = {} } = await get<{ data?: Record<string, string> }>('-n', namespace, 'secret', databaseSecret);
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
}

/** The table that the chat app made, one per number of dimensions. */
export async function passagesTable(): Promise<string> {
  return psql(`select format('%I.%I', schemaname, tablename) from pg_tables where tablename like 'passages\\_%'`);
}

export async function dataVolume(): Promise<string> {
  return (await get<{ metadata: { uid: string } }>('-n', namespace, 'pvc', `data-${pod}`)).metadata.uid;
}
