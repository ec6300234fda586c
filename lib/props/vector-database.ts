import type { ISecret } from 'cdk8s-plus-27';
import { NetworkPeer } from '../values/network-peer';
import { DatabaseSecretKeys } from './database-secret-keys';

/** The joint between an app and a vector database. */
export interface IVectorDatabase {
  /** Host name of the client Service. */
  readonly host: string;

  /** Port of the client Service and of the pods. */
  readonly port: number;

  /** Name of the database. */
  readonly databaseName: string;

  /** The Secret with the application's credentials, in the database's namespace. */
  readonly secret: ISecret;

  /** The names of its keys. */
  readonly secretKeys: DatabaseSecretKeys;

  /** The pods behind the host name. */
  readonly peer: NetworkPeer;
}
