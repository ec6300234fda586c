import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { programs } from '../unit/programs';
import { synth } from '../unit/synth';
import { dist, removeApp } from './app';
import { addKinds } from './crds';
import { apply, kubectl, tryKubectl } from './kubectl';
import { Measurements } from './measurements';
import { podsOfOthers } from './pods-of-others';

const measured = new Measurements('server-dry-run');
const root = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
const production = join(folder, 'production');
const everything = join(folder, 'everything');
const manifests: [of: string, path: string][] = [
  ['dist', dist],
  ['production', production],
  ...examples(),
  ['every construct, engine and variant', everything],
];

beforeAll(async () => {
  await removeApp(); // a dry run beside the running app would be an update of it
  const env = { ...process.env, CDK8S_LLM_VARIANT: 'production' };
  execFileSync('npx', ['cdk8s', 'synth', '--no-check-upgrade', '--output', production], {
    cwd: root,
    env,
    stdio: 'pipe',
  });
  writeEverything();
  await addKinds(
    'external-secrets.io_externalsecrets',
    'gateway.networking.k8s.io_httproutes',
    'keda.sh_scaledobjects',
    'leaderworkerset.x-k8s.io_leaderworkersets',
    'monitoring.coreos.com_podmonitors',
    'monitoring.coreos.com_prometheusrules',
    'monitoring.coreos.com_servicemonitors',
    'serving.kserve.io_llminferenceservices',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A namespace of the same dry run does not exist for the objects in it, so it is made first. */
describe.each(manifests)('the manifests of %s', (of, path) => {
  const namespaces = () => namespacesIn(path);
  beforeAll(() => apply(...namespaces().map(restricted)));
  afterAll(() => kubectl(['delete', 'namespace', ...namespaces(), '--ignore-not-found', '--timeout=120s']));

  test('are taken by the API server without a warning', async () => {
    const { code, stdout, stderr } = await tryKubectl(['apply', '--dry-run=server', '-f', path]);
    const taken = stdout.trim().split('\n').length;
    measured.add({ [of]: { objects: objectsIn(path).length, taken, warnings: stderr } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(taken).toBe(objectsIn(path).length);
    expect(taken).toBeGreaterThan(1);
  });
});

/** The programs that between them use everything, each in a namespace of its own. */
function writeEverything(): void {
  mkdirSync(everything);
  for (const [index, program] of Object.values(programs).entries()) {
    const objects = synth(program, { namespace: `dry-run-${index}` });
    Yaml.save(join(everything, `${index}.yaml`), [...objects, ...podsOfOthers(objects)]);
  }
}

function examples(): [string, string][] {
  const folder = join(root, 'examples');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .map((name): [string, string] => [name, join(folder, name, 'dist')])
    .filter(([, path]) => existsSync(path));
}

/** On the pod templates of workloads PodSecurity does nothing but warn. */
function restricted(name: string): object {
  const labels = Object.fromEntries(
    ['enforce', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted']),
  );
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function namespacesIn(path: string): string[] {
  const names = objectsIn(path).map(({ kind, metadata }) =>
    kind === 'Namespace' ? metadata.name : metadata.namespace,
  );
  return [...new Set(names)];
}

function objectsIn(path: string): any[] {
  return readdirSync(path)
    .filter((file) => /\.(ya?ml|json)$/.test(file))
    .flatMap((file) => parseAllDocuments(readFileSync(join(path, file), 'utf8')).map((document) => document.toJS()));
}
