import type { VectorDbStatefulSetProps } from '../props/vector-db-props';
import { FillJobPlan, planFillJob } from './fill-job';
import { metaOf } from './identity';
import { POSTGRES_PORT } from './postgres-container';
import { Problems } from './problems';
import { ProgramRef, Site } from './site';
import { VectorDbPlan } from './vector-db';

/** The Job that makes the password of a database's application role. */
export function planSecretJob(
  site: Site,
  props: VectorDbStatefulSetProps,
  database: VectorDbPlan,
  program: ProgramRef,
): FillJobPlan {
  const problems = new Problems(site.construct, site.path);
  const plan = planFillJob(problems, site, props, {
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
    program,
  });
  problems.throwIfAny();
  return plan;
}
