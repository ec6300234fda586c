import type { Size } from 'cdk8s';
import { DatabaseCredentials } from '../values/database-credentials';
import { VectorEngine } from '../values/vector-engine';
import { WorkloadProps } from './workload-props';

/** What `VectorDbStatefulSet` takes. */
export interface VectorDbStatefulSetProps extends WorkloadProps {
  /**
   * Which vector database runs.
   *
   * @default VectorEngine.pgvector()
   */
  readonly engine?: VectorEngine;

  /**
   * The image, when it is not the engine's own. It must keep to the contract of the official postgres image.
   *
   * @default - pgvector/pgvector with the engine's versions
   */
  readonly image?: string;

  /**
   * Number of pods: 1. PostgreSQL has a single writer; more needs an operator such as CloudNativePG.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Size of the data volume. It can grow later, never shrink.
   *
   * @default Size.gibibytes(10)
   */
  readonly storage?: Size;

  /**
   * StorageClass of the data volume.
   *
   * @default - the cluster's default
   */
  readonly storageClassName?: string;

  /**
   * Name of the database.
   *
   * @default app
   */
  readonly database?: string;

  /**
   * Name of the application's role. It owns the database and is no superuser.
   *
   * @default app
   */
  readonly username?: string;

  /**
   * Where the password of the application's role comes from.
   *
   * @default DatabaseCredentials.generated()
   */
  readonly credentials?: DatabaseCredentials;

  /**
   * Memory for `/dev/shm`, where pgvector builds HNSW indexes in parallel. Half of it becomes `maintenance_work_mem`; it
   * counts against the memory limit.
   *
   * @default Size.mebibytes(128)
   */
  readonly sharedMemory?: Size;

  /**
   * TCP ports on which the API server is reached, for the Job that makes the password.
   *
   * @default [443, 6443, 8443]
   */
  readonly apiServerPorts?: number[];
}
