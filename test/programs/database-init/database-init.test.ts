import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Door } from '../door';
import { Postgres } from '../postgres';
import { Bundle, type Program } from '../program';

let bundle: Bundle;
let postgres: Postgres;
const folder = mkdtempSync(join(tmpdir(), 'schema-'));
const schemaFile = join(folder, 'schema.sql');

beforeAll(async () => {
  bundle = new Bundle('database-init');
  postgres = await Postgres.start();
});
beforeEach(() => postgres.empty());
afterAll(async () => {
  await postgres.stop();
  bundle.remove();
  rmSync(folder, { recursive: true });
});

test('applies the schema and exits 0', async () => {
  await withExtension();
  expect(await finished(runWithSchema('create table notes (id int); insert into notes values (7);'))).toEqual([
    0,
    ['schema applied', 'ready'],
  ]);
  expect(await postgres.query('select id from notes')).toEqual([{ id: 7 }]);
});

// PGlite has one session, so that the lock has nothing to do here: the cluster tests start several pods.
test('applies the same schema once, whoever comes second', async () => {
  await withExtension();
  const sql = 'create table notes (id int); insert into notes values (7);';
  await finished(runWithSchema(sql));
  expect(await finished(runWithSchema(sql))).toEqual([0, ['schema present', 'ready']]);
  expect(await postgres.query('select id from notes')).toEqual([{ id: 7 }]);
});

test('applies a changed schema', async () => {
  await withExtension();
  await finished(runWithSchema('create table notes (id int)'));
  expect(await finished(runWithSchema('create table more_notes (id int)'))).toEqual([0, ['schema applied', 'ready']]);
});

test('needs no schema', async () => {
  await withExtension();
  expect(await finished(run())).toEqual([0, ['ready']]);
});

test('waits for the extension and says so once', async () => {
  const program = run();
  expect(await program.entry('waiting')).toMatchObject({ reason: 'extension "vector" is missing' });
  await withExtension();
  expect(await finished(program)).toEqual([0, ['waiting', 'ready']]);
});

test('tries again when the password is refused', async () => {
  await withExtension();
  const door = await Door.open(postgres, 2);
  const program = run(door.env);
  expect(await finished(program)).toEqual([0, ['waiting', 'ready']]);
  expect(program.log[0]!.reason).toBe('password authentication failed for user "app"');
  await door.close();
});

test('leaves nothing behind and exits 1 when the SQL is wrong', async () => {
  await withExtension();
  const program = runWithSchema('create table notes (id int); create table notes (id int);');
  expect(await finished(program)).toEqual([1, ['failed']]);
  expect(program.log[0]!.reason).toBe('schema: relation "notes" already exists (42P07)');
  expect(await postgres.query(`select to_regclass('notes') as notes`)).toEqual([{ notes: null }]);
});

test('gives up in the end, exits 1 and says what it waited for', async () => {
  const program = run({ PGPORT: '1', WAIT_SECONDS: '1' });
  expect(await finished(program)).toEqual([1, ['waiting', 'failed']]);
  expect(program.log[1]!.reason).toBe('database not ready in 1 s: connection refused');
});

test('exits 2 and names every setting that is missing or wrong, without its value', async () => {
  const program = run({ PGHOST: '', PGPORT: 'secret', WAIT_SECONDS: '0' });
  expect(await finished(program)).toEqual([2, ['failed']]);
  expect(program.log[0]!.reason).toBe(
    'PGHOST is missing; PGPORT must be a whole number from 1 to 65535; ' +
      'WAIT_SECONDS must be a whole number from 1 to 86400',
  );
});

test('exits 2 when the schema file is not there', async () => {
  const program = run({ SCHEMA_FILE: join(folder, 'nowhere.sql') });
  expect(await finished(program)).toEqual([2, ['failed']]);
  expect(program.log[0]!.reason).toContain('SCHEMA_FILE cannot be read: ENOENT');
});

async function withExtension(): Promise<void> {
  await postgres.query('create extension vector');
}

function runWithSchema(sql: string): Program {
  writeFileSync(schemaFile, sql);
  return run({ SCHEMA_FILE: schemaFile });
}

function run(env: Record<string, string> = {}): Program {
  return bundle.run({ ...postgres.env, ...env });
}

async function finished(program: Program): Promise<[number | null, string[]]> {
  return [await program.exit, program.events()];
}
