import { Secret } from 'cdk8s-plus-27';
import type { ISecret } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { configMap } from '../manifest/configuration';
import { service } from '../manifest/service';
import { statefulSet } from '../manifest/workloads';
import { POSTGRES_PORT } from '../plan/postgres-container';
import { planVectorDb } from '../plan/vector-db';
import { DatabaseSecretKeys } from '../props/database-secret-keys';
import { VectorDbStatefulSetProps } from '../props/vector-db-props';
import { IVectorDatabase } from '../props/vector-database';
import { NetworkPeer } from '../values/network-peer';
import { emit } from './emit';
import { programOf } from './program';
import { emitSecretJob } from './secret-job';
import { emitPolicies, emitServiceAccount, siteOf } from './site';

/** PostgreSQL with pgvector as a StatefulSet with its own volume. The password of its application role exists in no manifest. */
export class VectorDbStatefulSet extends Construct implements IVectorDatabase {
  /** Host name of the client Service. */
  public readonly host: string;
  /** Port of the client Service and of the pods. */
  public readonly port: number = POSTGRES_PORT;
  /** Name of the database. */
  public readonly databaseName: string;
  /** The Secret with the application's credentials. */
  public readonly secret: ISecret;
  /** The names of its keys. */
  public readonly secretKeys: DatabaseSecretKeys;
  /** The pods behind the host name. */
  public readonly peer: NetworkPeer;

  /** @throws if a prop breaks its rules: one error with all of them. */
  constructor(scope: Construct, id: string, props: VectorDbStatefulSetProps = {}) {
    super(scope, id);
    const plan = planVectorDb(siteOf(this), props, () => programOf(this, 'fill-secret'));
    const { identity } = plan;
    emitServiceAccount(this, identity);
    if (plan.secretJob) emitSecretJob(this, 'Secret', plan.secretJob);
    emit(this, 'Scripts', configMap(plan.scripts));
    emit(this, 'Service', service(plan.service));
    emit(this, 'HeadlessService', service(plan.headlessService));
    emitPolicies(this, ...plan.policies);
    emit(this, 'Resource', statefulSet(plan.statefulSet));

    this.host = identity.serviceName;
    this.databaseName = plan.database;
    this.secret = props.credentials?.secret ?? Secret.fromSecretName(this, 'SecretRef', plan.secretName);
    this.secretKeys = plan.secretKeys;
    this.peer = NetworkPeer.pods(identity.namespace, identity.selector);
  }
}
