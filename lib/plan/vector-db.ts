import type { VectorDbStatefulSetProps } from '../props/vector-db-props';
import type { DatabaseSecretKeys } from '../props/database-secret-keys';
import { PostgresVersion } from '../values/postgres-version';
import { VectorEngine } from '../values/vector-engine';
import { checksum } from './checksum';
import { policyOf } from './edges';
import { Identity, metaOf, planIdentity } from './identity';
import { planImage } from './image';
import { ConfigMapPlan, ContainerPlan, PolicyPlan, ServicePlan, StatefulSetPlan } from './objects';
import { planPod } from './pod';
import { CREDENTIALS, POSTGRES_SCRIPTS, SCRIPTS } from './postgres-scripts';
import { exec, probe } from './probes';
import { Problems } from './problems';
import { mebibytes, memoryLimitOf, planResources } from './quantities';
import { planService } from './service';
import { Site } from './site';
import { checkSecretKey, checkWhole, isDnsSubdomain } from './syntax';

export interface VectorDbPlan {
  readonly identity: Identity;
  readonly database: string;
  readonly username: string;
  readonly secretName: string;
  readonly secretKeys: DatabaseSecretKeys;
  /** Whether the Secret is the construct's own, and a Job fills it. */
  readonly generatesSecret: boolean;
  readonly scripts: ConfigMapPlan;
  readonly service: ServicePlan;
  readonly headlessService: ServicePlan;
  readonly policy: PolicyPlan;
  readonly statefulSet: StatefulSetPlan;
}

export const POSTGRES_PORT = 5432;

/** The image's user `postgres`. */
const USER = 999;

/** "Even 90 seconds may not be long enough" for a fast shutdown, says the official image. */
const GRACE_SECONDS = 120;

export function planVectorDb(site: Site, props: VectorDbStatefulSetProps): VectorDbPlan {
  const problems = new Problems(site.construct, site.path);
  const identity = planIdentity(problems, site, props, 'vector-db', ...longestName(props));
  const { replicas = 1, database = 'app', username = 'app' } = props;
  problems.require(
    replicas === 1,
    'replicas',
    '1',
    replicas,
    'PostgreSQL has a single writer: more needs an operator such as CloudNativePG',
  );
  checkIdentifier(problems, 'database', database, ['postgres', 'template0', 'template1']);
  checkIdentifier(problems, 'username', username, ['postgres']);
  checkWhole(problems, 'storage', props.storage?.toMebibytes() ?? 10_240, 256, 64 * 1024 * 1024, 'in MiB');
  const secret = planSecret(problems, identity, props);
  const container = server(problems, site, props, { database, ...secret });
  const sharedMemory = planSharedMemory(problems, props, container);
  const scripts = { meta: metaOf(identity, '-scripts'), data: POSTGRES_SCRIPTS };
  const { username: usernameKey, password: passwordKey } = secret.secretKeys;
  const pod = planPod(problems, site, identity, props, {
    user: USER,
    graceSeconds: GRACE_SECONDS,
    checksums: { scripts: checksum(scripts.data) },
    containers: [
      { ...container, args: [...(container.args ?? []), '-c', `maintenance_work_mem=${sharedMemory / 2}MB`] },
    ],
    volumes: [
      { name: 'scripts', configMap: scripts.meta.name },
      {
        name: 'credentials',
        secret: secret.secretName,
        items: [
          { key: usernameKey, path: 'username' },
          { key: passwordKey, path: 'password' },
        ],
      },
      { name: 'run', emptyDir: {} },
      { name: 'tmp', emptyDir: {} },
      { name: 'shared-memory', emptyDir: { memory: true, sizeLimit: mebibytes(sharedMemory) } },
    ],
  });
  problems.throwIfAny();
  const service = planService(identity, POSTGRES_PORT, 'postgres');
  const headless = metaOf(identity, '-headless');
  return {
    identity,
    database,
    username,
    ...secret,
    scripts,
    service,
    headlessService: { ...service, meta: headless, headless: true },
    policy: policyOf(identity),
    statefulSet: {
      meta: metaOf(identity),
      replicas,
      selector: identity.selector,
      serviceName: headless.name,
      pod,
      claims: [
        {
          meta: { name: 'data', labels: identity.selector, annotations: {} },
          size: mebibytes(props.storage?.toMebibytes() ?? 10_240),
          accessMode: 'ReadWriteOnce',
          storageClassName: props.storageClassName,
        },
      ],
    },
  };
}

/**
 * A StatefulSet of more than 52 characters is accepted, but its pods are not: their label with the revision is too long.
 * The Job that makes the password adds more to the name than that leaves room for.
 */
function longestName(props: VectorDbStatefulSetProps): [limit: number, longest: number] {
  return props.credentials?.secret ? [52, 0] : [63, '-secret-'.length + 8];
}

type SecretPlan = Pick<VectorDbPlan, 'secretName' | 'secretKeys' | 'generatesSecret'>;

function planSecret(problems: Problems, identity: Identity, props: VectorDbStatefulSetProps): SecretPlan {
  const existing = props.credentials?.secret;
  const keys = props.credentials?.keys ?? {};
  const { username = 'username', password = 'password' } = keys;
  if (!existing)
    return {
      generatesSecret: true,
      secretName: `${identity.name}-app`,
      secretKeys: { username, password, uri: 'uri' },
    };
  problems.require(isDnsSubdomain(existing.name), 'credentials.secret', 'the name of a Secret', existing.name);
  for (const [name, key] of Object.entries(keys)) if (key) checkSecretKey(problems, `credentials.keys.${name}`, key);
  if (props.username !== undefined)
    problems.add('"username" must be left out with existing credentials: the role\'s name is read from the Secret');
  return { generatesSecret: false, secretName: existing.name, secretKeys: { username, password, uri: keys.uri } };
}

interface ServerFacts extends SecretPlan {
  readonly database: string;
}

function server(problems: Problems, site: Site, props: VectorDbStatefulSetProps, facts: ServerFacts): ContainerPlan {
  const engine = props.engine ?? VectorEngine.pgvector();
  const tag = `${engine.version}-pg${engine.postgres}`;
  const { secretName, secretKeys } = facts;
  return {
    name: 'postgres',
    image: planImage(
      problems,
      props.image ? 'image' : 'engine',
      props.image ?? `pgvector/pgvector:${tag}`,
      site.platform.registryMirror,
    ),
    command: ['bash', `${SCRIPTS}/start.sh`],
    args: [],
    ports: [{ name: 'postgres', port: POSTGRES_PORT }],
    env: [
      { name: 'POD_IP', field: 'status.podIP' },
      { name: 'APP_DATABASE', value: facts.database },
      { name: 'APP_USERNAME', secret: secretName, key: secretKeys.username },
      { name: 'APP_PASSWORD', secret: secretName, key: secretKeys.password },
      ...dataDirectory(engine.postgres).env,
    ],
    resources: planResources(problems, props.resources, { cpuRequest: 200, memoryRequest: 256, memoryLimit: 1024 }),
    mounts: [
      { volume: 'data', path: dataDirectory(engine.postgres).mountPath },
      { volume: 'scripts', path: SCRIPTS, readOnly: true },
      { volume: 'credentials', path: CREDENTIALS, readOnly: true },
      { volume: 'run', path: '/var/run/postgresql' },
      { volume: 'tmp', path: '/tmp' },
      { volume: 'shared-memory', path: '/dev/shm' },
    ],
    // An hour: a large database replays its log after a crash, and must be left to it.
    startup: probe(exec('bash', `${SCRIPTS}/ready.sh`), 2, 1800, 10),
    readiness: probe(exec('bash', `${SCRIPTS}/ready.sh`), 10, 3, 10),
    liveness: probe(exec('bash', `${SCRIPTS}/alive.sh`), 10, 6, 10),
  };
}

/**
 * A volume's root holds lost+found, so the data lies one level below. PostgreSQL 18 moved both paths, and an overridden
 * PGDATA there would make an old volume look empty.
 */
function dataDirectory(postgres: PostgresVersion) {
  return postgres === PostgresVersion.V17
    ? {
        mountPath: '/var/lib/postgresql/data',
        env: [{ name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' }],
      }
    : { mountPath: '/var/lib/postgresql', env: [] };
}

function planSharedMemory(problems: Problems, props: VectorDbStatefulSetProps, container: ContainerPlan): number {
  const size = props.sharedMemory?.toMebibytes() ?? 128;
  const limit = memoryLimitOf(container.resources);
  const allowed = `an even number of MiB from 64 to half the memory limit of ${mebibytes(limit)}, against which it counts`;
  problems.require(size >= 64 && size % 2 === 0 && size <= limit / 2, 'sharedMemory', allowed, mebibytes(size));
  return size;
}

function checkIdentifier(problems: Problems, prop: string, name: string, reserved: string[]): void {
  const valid = /^[a-z_][a-z0-9_]{0,62}$/.test(name) && !reserved.includes(name) && !name.startsWith('pg_');
  problems.require(valid, prop, `a lower-case PostgreSQL identifier, not pg_* nor ${reserved.join(', ')}`, name);
}
