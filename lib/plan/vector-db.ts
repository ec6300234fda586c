import type { VectorDbStatefulSetProps } from '../props/vector-db-props';
import { checksum } from './checksum';
import { DatabaseSecretPlan, planDatabaseSecret } from './database-secret';
import { policiesOf } from './edges';
import { extraEdges } from './extra-containers';
import { FillJobPlan } from './fill-job';
import { Identity, metaOf, planIdentity, serviceMetaOf } from './identity';
import { ConfigMapPlan, PolicyPlan, ServicePlan, StatefulSetPlan } from './objects';
import { planPod } from './pod';
import { planSharedMemory, postgresContainer, POSTGRES_PORT } from './postgres-container';
import { POSTGRES_SCRIPTS } from './postgres-scripts';
import { Problems } from './problems';
import { inMebibytes, mebibytes } from './quantities';
import { planSecretJob } from './secret-job';
import { planService } from './service';
import { checkShape } from './shape';
import { vectorDb } from './shapes/vector-db';
import { ProgramRef, Site } from './site';
import { checkStorageClass, checkWhole } from './syntax';

export interface VectorDbPlan extends DatabaseSecretPlan {
  readonly identity: Identity;
  readonly database: string;
  readonly username: string;
  /** What fills the Secret, if it is the construct's own. */
  readonly secretJob?: FillJobPlan;
  readonly scripts: ConfigMapPlan;
  readonly service: ServicePlan;
  readonly headlessService: ServicePlan;
  readonly policies: readonly PolicyPlan[];
  readonly statefulSet: StatefulSetPlan;
}

/** The image's user `postgres`. */
const USER = 999;

/** "Even 90 seconds may not be long enough" for a fast shutdown, says the official image. */
const GRACE_SECONDS = 120;

/** @param fillSecret The program that fills the Secret: asked for only when there is one to fill. */
export function planVectorDb(site: Site, props: VectorDbStatefulSetProps, fillSecret: () => ProgramRef): VectorDbPlan {
  const problems = new Problems(site.construct, site.path);
  checkShape(problems, vectorDb, props);
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
  checkIdentifier(problems, 'username', username, ['postgres', 'public', 'none']);
  const storage = inMebibytes(props.storage) ?? 10_240;
  checkWhole(problems, 'storage', storage, 256, 64 * 1024 * 1024, 'in MiB');
  checkStorageClass(problems, 'storageClassName', props.storageClassName);
  const secret = planDatabaseSecret(problems, identity, props);
  const container = postgresContainer(problems, site, props, { database, ...secret });
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
        // The pod may start before the Job has filled the Secret; what needs a key waits for it itself.
        optional: true,
      },
      { name: 'run', emptyDir: {} },
      { name: 'tmp', emptyDir: {} },
      { name: 'shared-memory', emptyDir: { memory: true, sizeLimit: mebibytes(sharedMemory) } },
    ],
  });
  const secretJob = secret.generatesSecret
    ? planSecretJob(problems, site, props, { identity, database, username, program: fillSecret() })
    : undefined;
  if (!secretJob && props.apiServerPorts)
    problems.add('"apiServerPorts" must be left out with existing credentials: no Job makes the password');
  problems.throwIfAny();
  const service = planService(identity, POSTGRES_PORT, 'postgres');
  const headless = serviceMetaOf(identity, '-headless');
  return {
    identity,
    database,
    username,
    ...secret,
    secretJob,
    scripts,
    service,
    headlessService: { ...service, meta: headless, headless: true },
    policies: policiesOf(identity, extraEdges(props, identity.namespace)),
    statefulSet: {
      meta: metaOf(identity),
      replicas,
      selector: identity.selector,
      serviceName: headless.name,
      pod,
      claims: [
        {
          meta: { name: 'data', labels: identity.selector, annotations: {} },
          size: mebibytes(storage),
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

function checkIdentifier(problems: Problems, prop: string, name: string, reserved: string[]): void {
  const valid = /^[a-z_][a-z0-9_]{0,62}$/.test(name) && !reserved.includes(name) && !name.startsWith('pg_');
  problems.require(valid, prop, `a lower-case PostgreSQL identifier, not pg_* nor ${reserved.join(', ')}`, name);
}
