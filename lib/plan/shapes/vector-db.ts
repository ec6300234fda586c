import type { VectorDbStatefulSetProps } from '../../props/vector-db-props';
import { DatabaseCredentials } from '../../values/database-credentials';
import type { ExistingCredentials } from '../../values/existing-credentials';
import { VectorEngine } from '../../values/vector-engine';
import type { PostgresVersion } from '../../values/postgres-version';
import { list, made, number, oneOf, optional, props, struct, text } from '../shape';
import { secret, size } from './foreign';
import { workload } from './workload';

const keys = struct<ExistingCredentials>({
  username: optional(text),
  password: optional(text),
  uri: optional(text),
});

export const vectorDb = props<VectorDbStatefulSetProps>({
  ...workload,
  engine: optional(
    made(VectorEngine, 'VectorEngine.pgvector()', (one, check) => {
      check('version', one.version, text);
      check('postgres', one.postgres, oneOf<PostgresVersion>('17', '18'));
    }),
  ),
  image: optional(text),
  replicas: optional(number),
  storage: optional(size),
  storageClassName: optional(text),
  database: optional(text),
  username: optional(text),
  credentials: optional(
    made(DatabaseCredentials, 'DatabaseCredentials.existing(secret)', (one, check) => {
      check('secret', one.secret, optional(secret));
      check('keys', one.keys, keys);
    }),
  ),
  sharedMemory: optional(size),
  apiServerPorts: optional(list(number)),
});
