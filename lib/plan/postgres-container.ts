import type { VectorDbStatefulSetProps } from '../props/vector-db-props';
import { PostgresVersion } from '../values/postgres-version';
import { VectorEngine } from '../values/vector-engine';
import { DatabaseSecretPlan } from './database-secret';
import { planImage } from './image';
import { ContainerPlan } from './objects';
import { CREDENTIALS, SCRIPTS } from './postgres-scripts';
import { exec, probe } from './probes';
import { Problems } from './problems';
import { inMebibytes, mebibytes, memoryLimitOf, planResources } from './quantities';
import { Site } from './site';

export const POSTGRES_PORT = 5432;

interface ServerFacts extends DatabaseSecretPlan {
  readonly database: string;
}

/** PostgreSQL on its volume, with the scripts that start it and say whether it is ready. */
export function postgresContainer(
  problems: Problems,
  site: Site,
  props: VectorDbStatefulSetProps,
  facts: ServerFacts,
): ContainerPlan {
  const engine = props.engine ?? VectorEngine.pgvector();
  const tag = `${engine.version}-pg${engine.postgres}`;
  const { secretName, secretKeys } = facts;
  return {
    name: props.containerName ?? 'postgres',
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

/** What `/dev/shm` may hold, in MiB. */
export function planSharedMemory(
  problems: Problems,
  props: VectorDbStatefulSetProps,
  container: ContainerPlan,
): number {
  const size = inMebibytes(props.sharedMemory) ?? 128;
  const limit = memoryLimitOf(container.resources);
  const allowed = `an even number of MiB from 64 to half the memory limit of ${mebibytes(limit)}, against which it counts`;
  problems.require(size >= 64 && size % 2 === 0 && size <= limit / 2, 'sharedMemory', allowed, mebibytes(size));
  return size;
}
