import { randomBytes } from 'node:crypto';

/** Where the database is and whom the Secret lets in. */
export interface Connection {
  readonly host: string;
  readonly namespace: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
}

/** A Secret's data: base64 by key. */
export type SecretData = Readonly<Record<string, string>>;

/**
 * What `data` lacks to hold every key that CloudNativePG writes, so that its clusters and ours are interchangeable.
 *
 * A password that is there stays. Every other key follows from it and from the connection: one that says something else
 * is written anew, or a client that reads the URI and one that reads the parts would part ways.
 */
export function additions(data: SecretData, connection: Connection): SecretData {
  const password = decode(data.password) || newPassword();
  const wanted = { ...factsOf(connection), ...credentialsOf(connection, password) };
  const changed = Object.entries(wanted).filter(([key, value]) => data[key] !== encode(value));
  return Object.fromEntries(changed.map(([key, value]) => [key, encode(value)]));
}

/** A random value for each of these keys that has none. */
export function randomAdditions(data: SecretData, keys: readonly string[]): SecretData {
  return Object.fromEntries(keys.filter((key) => !data[key]).map((key) => [key, encode(newPassword())]));
}

/** 192 bits in 32 characters that need no escaping in a URL, a shell or a pgpass file. */
function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

function factsOf({ host, port, database, user }: Connection): Record<string, string> {
  return { username: user, user, dbname: database, host, port };
}

function credentialsOf(
  { host, namespace, port, database, user }: Connection,
  password: string,
): Record<string, string> {
  const near = `${host}.${namespace}:${port}`;
  const far = `${host}.${namespace}.svc.cluster.local:${port}`;
  const uri = (at: string): string =>
    `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${at}/${encodeURIComponent(database)}`;
  const jdbc = (at: string): string =>
    `jdbc:postgresql://${at}/${encodeURIComponent(database)}?${new URLSearchParams({ password, user }).toString()}`;
  return {
    password,
    pgpass: `${[host, port, database, user, password].map(pgpassField).join(':')}\n`,
    uri: uri(near),
    'jdbc-uri': jdbc(near),
    'fqdn-uri': uri(far),
    'fqdn-jdbc-uri': jdbc(far),
  };
}

function pgpassField(value: string): string {
  return value.replace(/[\\:]/g, '\\$&');
}

function decode(value = ''): string {
  return Buffer.from(value, 'base64').toString();
}

function encode(value: string): string {
  return Buffer.from(value).toString('base64');
}
