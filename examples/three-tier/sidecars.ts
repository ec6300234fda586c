import type { SidecarContainer } from '../../lib';

/** Sends the app's access log on, line by line. `tail` alone would not hear SIGTERM as the first process of its container. */
export const logShipper: SidecarContainer = {
  name: 'log-shipper',
  image: 'busybox:1.37.0',
  command: ['sh', '-c', `trap 'exit 0' TERM; tail -n +1 -F /var/log/app/access.log & wait`],
  shared: [{ path: '/var/log/app', readOnly: true }],
};

/** Says how large the database is, which it asks over the server's own socket: no password, no port. */
export const sizeReporter: SidecarContainer = {
  name: 'size-reporter',
  image: 'pgvector/pgvector:0.8.1-pg17',
  command: [
    'sh',
    '-c',
    `trap 'exit 0' TERM
     while :; do
       psql -U postgres -Atc "select 'bytes in app: ' || pg_database_size('app')" 2>&1
       sleep 10 & wait $!
     done`,
  ],
  shared: [{ path: '/var/run/postgresql' }],
};
