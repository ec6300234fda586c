import type { VectorDbStatefulSetProps } from '../props/vector-db-props';
import { FillJobPlan, planFillJob } from './fill-job';
import { Identity, metaOf } from './identity';
import { POSTGRES_PORT } from './postgres-container';
import { Problems } from './problems';
import { ProgramRef, Site } from './site';

/** The Job that makes the password of a database's application role. */
export function planSecretJob(
  problems: Problems,
  site: Site,
  props: VectorDbStatefulSetProps,
  database: DatabaseFacts,
): FillJobPlan {
  return planFillJob(problems, site, props, {
    owner: database.identity,
    secret: metaOf(database.identity, '-app'),
    suffix: '-secret',
    content: [
      { name: 'DATABASE_HOST', value: database.identity.serviceName },
      { name: 'DATABASE_PORT', value: String(POSTGRES_PORT) },
      { name: 'DATABASE_NAME', value: database.database },
      { name: 'DATABASE_USER', value: database.username },
    ],
    apiServerPorts: props.apiServerPorts,
    program: database.program,
  });
}

interface DatabaseFacts {
  readonly identity: Identity;
  readonly database: string;
  readonly username: string;
  readonly program: ProgramRef;
}
