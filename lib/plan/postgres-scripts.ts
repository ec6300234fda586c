import { StringMap } from './objects';

/** Where the scripts and the credentials lie in the database's container. */
export const SCRIPTS = '/etc/postgres-scripts';
export const CREDENTIALS = '/etc/postgres-credentials';

/**
 * An empty volume is initialised beside its place and then moved there, in one step: a crash in the middle leaves nothing
 * that looks like a database. The superuser has no password; it logs in over the socket inside the pod only.
 */
const START = `#!/bin/bash
set -eu
trap 'exit 143' TERM INT
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  new=$PGDATA.new
  rm -rf "$new"
  mkdir -p "\${PGDATA%/*}"
  initdb -D "$new" -U postgres --auth-local=trust --auth-host=scram-sha-256
  echo 'host all all all scram-sha-256' >>"$new/pg_hba.conf"
  mv "$new" "$PGDATA"
fi
exec docker-entrypoint.sh postgres "$@"
`;

/**
 * Ready means: the application can log in with its Secret, over the pod's address, and finds the extension. What is
 * missing or was lost with the Secret is set right over the socket first, so the database follows its Secret at every
 * start and after every change of it. The mounted file is newer than the variable once the Secret changed.
 */
const READY = `#!/bin/bash
set -eu
# A line break at the end belongs to the value, as it does in the app's variable.
whole() { cat "$1"; echo .; }
if [ -s ${CREDENTIALS}/username ]; then APP_USERNAME=$(whole ${CREDENTIALS}/username); APP_USERNAME=\${APP_USERNAME%.}; fi
if [ -s ${CREDENTIALS}/password ]; then APP_PASSWORD=$(whole ${CREDENTIALS}/password); APP_PASSWORD=\${APP_PASSWORD%.}; fi
if [ "$APP_USERNAME" = postgres ]; then
  echo 'the role "postgres" is the superuser: name another one in the Secret' >&2
  exit 1
fi
export APP_USERNAME APP_PASSWORD APP_DATABASE

can_log_in() {
  PGPASSWORD=$APP_PASSWORD psql -qXtA -h "$POD_IP" -p 5432 -U "$APP_USERNAME" -d "$APP_DATABASE" \\
    -c "select 1 from pg_extension where extname = 'vector'" 2>/dev/null | grep -q 1
}

# The server that initialises an empty directory listens on the socket only.
pg_isready -q -h 127.0.0.1 -p 5432
can_log_in && exit 0

# A statement that fails must not write the password into the log.
PGOPTIONS='-c log_min_error_statement=panic -c log_statement=none' \\
  psql -qX -v ON_ERROR_STOP=1 -U postgres -d postgres >/dev/null <<'SQL'
\\getenv username APP_USERNAME
\\getenv password APP_PASSWORD
\\getenv database APP_DATABASE
select format('create role %I', :'username') where not exists (select from pg_roles where rolname = :'username') \\gexec
alter role :"username" with login nosuperuser nocreatedb nocreaterole noreplication password :'password';
select format('create database %I owner %I', :'database', :'username')
  where not exists (select from pg_database where datname = :'database') \\gexec
\\connect :"database"
create extension if not exists vector;
SQL
can_log_in
`;

/** Alive is a server that answers, even if it refuses for now: it may be recovering after a crash. */
const ALIVE = `#!/bin/bash
pg_isready -q -h 127.0.0.1 -p 5432
[ $? -lt 2 ]
`;

export const POSTGRES_SCRIPTS: StringMap = { 'start.sh': START, 'ready.sh': READY, 'alive.sh': ALIVE };
