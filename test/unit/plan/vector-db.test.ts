import { Size } from 'cdk8s';
import { planVectorDb } from '../../../lib/plan/vector-db';
import type { VectorDbStatefulSetProps } from '../../../lib/props/vector-db-props';
import { DatabaseCredentials } from '../../../lib/values/database-credentials';
import { PostgresVersion } from '../../../lib/values/postgres-version';
import { VectorEngine } from '../../../lib/values/vector-engine';
import { programOf, refusal, secretNamed, siteOf, verdict } from './site';

const planOf = (props: VectorDbStatefulSetProps = {}) =>
  planVectorDb(siteOf('VectorDbStatefulSet'), props, () => programOf('fill-secret'));
const serverOf = (props: VectorDbStatefulSetProps = {}) => planOf(props).statefulSet.pod.containers[0]!;
const existing = (keys = {}, name = 'team') => DatabaseCredentials.existing(secretNamed(name), keys);

test('by default one pod keeps the database app on a volume of 10 GiB', () => {
  const plan = planOf();
  expect(plan).toMatchObject({
    database: 'app',
    username: 'app',
    secretName: 'chatbot-app-app',
    generatesSecret: true,
  });
  expect(plan.statefulSet).toMatchObject({
    replicas: 1,
    serviceName: 'chatbot-app-headless',
    claims: [{ meta: { name: 'data' }, size: '10Gi', accessMode: 'ReadWriteOnce', storageClassName: undefined }],
    pod: { user: 999, group: 999, graceSeconds: 120 },
  });
  expect([plan.service.headless, plan.headlessService.headless]).toEqual([false, true]);
});

const engines = test.each<[string, VectorDbStatefulSetProps, image: string, mount: string, pgdata: string[]]>;
const pg17 = '/var/lib/postgresql/data';
const pgvector = (version: string, postgres?: PostgresVersion) => VectorEngine.pgvector({ version, postgres });

engines([
  ['the default', {}, 'pgvector/pgvector:0.8.1-pg17', pg17, [`${pg17}/pgdata`]],
  ['PostgreSQL 17', { engine: pgvector('0.8.0') }, 'pgvector/pgvector:0.8.0-pg17', pg17, [`${pg17}/pgdata`]],
  [
    'PostgreSQL 18, which names its own directory',
    { engine: pgvector('0.8.1', PostgresVersion.V18) },
    'pgvector/pgvector:0.8.1-pg18',
    '/var/lib/postgresql',
    [],
  ],
  [
    'an image of PostgreSQL 18',
    { engine: pgvector('0.8.1', PostgresVersion.V18), image: 'acme.io/postgres:18.1' },
    'acme.io/postgres:18.1',
    '/var/lib/postgresql',
    [],
  ],
])('%s: image and data directory', (_, props, image, path, pgdata) => {
  const server = serverOf(props);
  expect([server.image, server.mounts[0]]).toEqual([image, { volume: 'data', path }]);
  const directories = server.env.filter(({ name }) => name === 'PGDATA');
  expect(directories).toEqual(pgdata.map((value) => ({ name: 'PGDATA', value })));
});

test('shared memory is a volume, and half of it is what building an index may take', () => {
  const { volumes, containers } = planOf({ sharedMemory: Size.mebibytes(300) }).statefulSet.pod;
  expect(volumes.at(-1)).toEqual({ name: 'shared-memory', emptyDir: { memory: true, sizeLimit: '300Mi' } });
  expect(containers[0]?.args).toEqual(['-c', 'maintenance_work_mem=150MB']);
});

const secrets = test.each<[string, VectorDbStatefulSetProps, object]>;

secrets([
  [
    'a generated Secret has the keys of CloudNativePG',
    { username: 'shop' },
    {
      username: 'shop',
      secretName: 'chatbot-app-app',
      secretKeys: { username: 'username', password: 'password', uri: 'uri' },
      generatesSecret: true,
    },
  ],
  [
    'an existing Secret too, but for the URI',
    { credentials: existing() },
    {
      username: 'app',
      secretName: 'team',
      secretKeys: { username: 'username', password: 'password', uri: undefined },
      generatesSecret: false,
    },
  ],
  [
    'an existing Secret names its keys',
    { credentials: existing({ username: 'user', password: 'pass', uri: 'url' }) },
    {
      username: 'app',
      secretName: 'team',
      secretKeys: { username: 'user', password: 'pass', uri: 'url' },
      generatesSecret: false,
    },
  ],
])('credentials: %s', (_, props, expected) => {
  const { username, secretName, secretKeys, generatesSecret } = planOf(props);
  expect({ username, secretName, secretKeys, generatesSecret }).toEqual(expected);
});

test('the pod reads the Secret as files, which follow its changes, and as variables at its start', () => {
  const { volumes, containers } = planOf({ credentials: existing({ password: 'pass' }) }).statefulSet.pod;
  expect(volumes[1]).toEqual({
    name: 'credentials',
    secret: 'team',
    items: [
      { key: 'username', path: 'username' },
      { key: 'pass', path: 'password' },
    ],
    optional: true,
  });
  expect(containers[0]?.env.slice(0, 4)).toEqual([
    { name: 'POD_IP', field: 'status.podIP' },
    { name: 'APP_DATABASE', value: 'app' },
    { name: 'APP_USERNAME', secret: 'team', key: 'username' },
    { name: 'APP_PASSWORD', secret: 'team', key: 'pass' },
  ]);
});

const long = (length: number) => 'n'.repeat(length);
const wrongName = (most: number, given: string) =>
  `"name" must be 1 to ${most} lower-case letters, digits and "-", beginning with a letter, got "${given}"`;
const single = (given: number) =>
  `"replicas" must be 1, got ${given}; PostgreSQL has a single writer: more needs an operator such as CloudNativePG`;
const identifier = (prop: string, reserved: string, given: string) =>
  `"${prop}" must be a lower-case PostgreSQL identifier, not pg_* nor ${reserved}, got "${given}"`;
const wrongDatabase = (given: string) => identifier('database', 'postgres, template0, template1', given);
const wrongUser = (given: string) => identifier('username', 'postgres, public, none', given);
const size = (given: number) => `"storage" must be a whole number from 256 to 67108864, got ${given}; in MiB`;
const shared = (limit: string, given: string) =>
  `"sharedMemory" must be an even number of MiB from 64 to half the memory limit of ${limit}, against which it counts, got "${given}"`;
const wrongKey = (name: string, given: string) =>
  `"credentials.keys.${name}" must be letters, digits, "-", "_", ".", got "${given}"`;
const mib = (amount: number) => Size.mebibytes(amount);
const rules = test.each<[string, VectorDbStatefulSetProps, ...string[]]>;

rules([
  ['one replica', { replicas: 1 }],
  ['two replicas', { replicas: 2 }, single(2)],
  ['no replica', { replicas: 0 }, single(0)],
  ['a database of 63 characters', { database: long(63) }],
  ['a database of 64 characters', { database: long(64) }, wrongDatabase(long(64))],
  ['a database with a capital', { database: 'App' }, wrongDatabase('App')],
  ['a database with a quote', { database: 'a"b' }, wrongDatabase('a\\"b')],
  ["PostgreSQL's own database", { database: 'template1' }, wrongDatabase('template1')],
  ['a database that only begins like it', { database: 'postgres_app' }],
  ['a name that PostgreSQL keeps for itself', { database: 'pg_app' }, wrongDatabase('pg_app')],
  ['a role called like a database', { username: 'template1' }],
  ['the superuser as role', { username: 'postgres' }, wrongUser('postgres')],
  ['a role with a dash', { username: 'a-b' }, wrongUser('a-b')],
  ['the least storage', { storage: mib(256) }],
  ['less', { storage: mib(255) }, size(255)],
  ['64 TiB', { storage: Size.tebibytes(64) }],
  ['more', { storage: Size.tebibytes(65) }, size(68_157_440)],
  ['no whole MiB', { storage: Size.kibibytes(1024 * 512 + 512) }, size(512.5)],
  ['no storage class, by hand', { storageClassName: '' }],
  ['a storage class with dots', { storageClassName: 'fast.acme.io' }],
  [
    'a storage class that cannot exist',
    { storageClassName: 'Fast' },
    '"storageClassName" must be the name of a StorageClass, got "Fast"',
  ],
  ['the least shared memory', { sharedMemory: mib(64) }],
  ['less shared memory', { sharedMemory: mib(62) }, shared('1Gi', '62Mi')],
  ['odd shared memory', { sharedMemory: mib(129) }, shared('1Gi', '129Mi')],
  ['half the limit', { sharedMemory: mib(512) }],
  ['more than half the limit', { sharedMemory: mib(514) }, shared('1Gi', '514Mi')],
  [
    'the default beside a limit that is too low',
    { resources: { memory: { limit: mib(254) } } },
    shared('254Mi', '128Mi'),
  ],
  ['an existing Secret', { credentials: existing({ uri: 'url' }) }],
  [
    'a Secret that cannot exist',
    { credentials: existing({}, 'Team') },
    '"credentials.secret" must be the name of a Secret, got "Team"',
  ],
  [
    'keys that cannot exist',
    { credentials: existing({ username: '', password: 'a b', uri: '..' }) },
    wrongKey('username', ''),
    wrongKey('password', 'a b'),
    wrongKey('uri', '..'),
  ],
  ['keys that are undefined', { credentials: existing({ username: undefined, uri: undefined }) }],
  [
    'a role beside existing credentials',
    { credentials: existing(), username: 'app' },
    '"username" must be left out with existing credentials: the role\'s name is read from the Secret',
  ],
  ['the longest name beside its Job', { name: long(47) }],
  ['a longer one', { name: long(48) }, wrongName(47, long(48))],
  ['the longest name of a StatefulSet', { name: long(52), credentials: existing() }],
  ['a longer one of it', { name: long(53), credentials: existing() }, wrongName(52, long(53))],
  [
    'an engine that is no tag',
    { engine: pgvector('a b') },
    '"engine" must be an image reference such as "ghcr.io/acme/chatbot:1.4.0", got "pgvector/pgvector:a b-pg17"',
  ],
  [
    'an image without tag, and the rest of it',
    { image: 'postgres', replicas: 3, sharedMemory: mib(1), nodeSelector: { '-': '' } },
    single(3),
    '"image" must be an image with a version tag or a digest, got "postgres"; nobody knows what "latest" ran',
    shared('1Gi', '1Mi'),
    '"nodeSelector key" must be a name such as "team" or "acme.io/team", got "-"',
  ],
])('VectorDbStatefulSet: %s', (_, props, ...violations) => {
  expect(verdict(() => planOf(props))).toBe(refusal('VectorDbStatefulSet', violations));
});

test('what is wrong with the Job comes in the same error as the rest', () => {
  expect(verdict(() => planOf({ replicas: 2, apiServerPorts: [0] }))).toBe(
    refusal('VectorDbStatefulSet', [
      '"replicas" must be 1, got 2; PostgreSQL has a single writer: more needs an operator such as CloudNativePG',
      '"apiServerPorts" must be a whole number from 1 to 65535, got 0',
    ]),
  );
});

test('existing credentials need no way to the API server', () => {
  const credentials = DatabaseCredentials.existing(secretNamed('team'));
  expect(verdict(() => planOf({ credentials, apiServerPorts: [443] }))).toBe(
    refusal('VectorDbStatefulSet', [
      '"apiServerPorts" must be left out with existing credentials: no Job makes the password',
    ]),
  );
});
