import { quietly, randomServers } from '../unit/random-servers';
import { addKinds } from './crds';
import { objectionsTo } from './judge';
import { apply, kubectl } from './kubectl';
import { Measurements } from './measurements';
import { podsOfOthers } from './pods-of-others';

const namespace = 'cdk8s-llm-servers';
/** `RANDOM_SETS=5000` for all of them: five minutes. */
const sets = Number(process.env.RANDOM_SETS ?? 400);
const measured = new Measurements('random-servers');

beforeAll(async () => {
  const labels = {
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/warn': 'restricted',
  };
  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } });
  await addKinds(
    'keda.sh_scaledobjects',
    'leaderworkerset.x-k8s.io_leaderworkersets',
    'monitoring.coreos.com_podmonitors',
    'monitoring.coreos.com_prometheusrules',
    'serving.kserve.io_llminferenceservices',
  );
});

afterAll(() => kubectl(['delete', 'namespace', namespace, '--ignore-not-found', '--timeout=120s']));

test('what the API server would refuse or warn of is told', async () => {
  const metadata = { name: 'it', namespace };
  const spec = { containers: [{ name: 'it', image: 'a:1' }] };
  const objections = await objectionsTo([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, name: 'A' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, dat: {} },
    { apiVersion: 'v1', kind: 'PodTemplate', metadata, template: { metadata: { labels: { app: 'it' } }, spec } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata },
  ]);
  expect(objections.map(({ refused, warnings }) => `${refused?.slice(0, 26)} ${warnings.length}`).sort()).toEqual([
    'ConfigMap "A" is invalid:  0',
    'failed to create typed pat 0',
    'undefined 1',
  ]);
});

test('the manifests of random servers are what the API server takes without a warning', async () => {
  const accepted = quietly(() => [...randomServers(sets, namespace)]).flatMap((outcome) =>
    outcome.objects ? [outcome.objects] : [],
  );
  const objects = accepted.flatMap((objects) => [...objects, ...podsOfOthers(objects)]);
  const objections = await objectionsTo(objects);
  const figures = { sets, accepted: accepted.length, objects: objects.length };
  measured.add({
    ...figures,
    refused: objections.filter(({ refused }) => refused).length,
    warnings: objections.flatMap(({ warnings }) => warnings).length,
  });
  expect(objections).toEqual([]);
  expect(accepted.length).toBeGreaterThanOrEqual(0.7 * sets);
});
