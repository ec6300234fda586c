import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { apply, get, kubectl } from '../kubectl';
import { until } from '../until';
import { Example } from './example';
import { Measurements } from '../measurements';

/** GOBIN=$HOME/.cache/cdk8s-llm-tests/bin go install sigs.k8s.io/kwok/cmd/kwok@v0.8.0 */
const kwok = process.env.KWOK ?? join(homedir(), '.cache/cdk8s-llm-tests/bin/kwok');

const original = new Example('chatbot-api');
const copy = new Example('chatbot-api-nodes');
const measured = new Measurements(copy.name);
const api = 'deployment/chatbot-api';
const nodes = ['fake-a', 'fake-b', 'fake-c'];
const taint = { key: 'kwok.x-k8s.io/node', value: 'fake', effect: 'NoSchedule' };
let kubelets: ChildProcess;

/** A kubelet that only says so, on three nodes in three zones; the scheduler is the real one. */
beforeAll(async () => {
  if (!existsSync(kwok)) throw new Error(`${kwok} is missing: see the head of this file`);
  const flags = ['--manage-nodes-with-label-selector=type=kwok', '--node-lease-duration-seconds=40'];
  const config = join(__dirname, 'fake-nodes.yaml');
  kubelets = spawn(kwok, ['--config', config, '--kubeconfig', process.env.KUBECONFIG!, ...flags], { stdio: 'ignore' });
  await apply(...nodes.map(fakeNode));
  await kubectl(['wait', '--for=condition=Ready', '--timeout=60s', ...nodes.map((name) => `node/${name}`)]);
  await apply(namespace(), ...copyOfManifests());
});
afterAll(async () => {
  await copy.remove();
  await kubectl(['delete', 'node', ...nodes, '--ignore-not-found']);
  kubelets.kill();
});

test('three pods stand on three nodes', async () => {
  expect(await spread(3, 'v1')).toEqual([1, 1, 1]);
});

test('five pods stand on three nodes, no node with more than two', async () => {
  await copy.kubectl('scale', api, '--replicas=5');
  expect(await spread(5, 'v1')).toEqual([1, 2, 2]);
});

test('a rollout spreads the pods of the new version as evenly, whatever the old ones do', async () => {
  await copy.kubectl('set', 'image', api, 'web=chatbot-api:v2');
  expect(await spread(5, 'v2')).toEqual([1, 2, 2]);
});

test('nobody else stands on the fake nodes', async () => {
  const { items } = await get<{ items: { metadata: { namespace: string }; spec: { nodeName: string } }[] }>(
    'pods',
    '-A',
  );
  const guests = items.filter(({ spec }) => nodes.includes(spec.nodeName)).map(({ metadata }) => metadata.namespace);
  expect([...new Set(guests)]).toEqual([copy.name]);
});

/** How many pods of a version each node has, fewest first, once there are as many as there should be. */
async function spread(pods: number, version: string): Promise<number[]> {
  const found = await until(`${pods} pods of ${version} on nodes`, async () => {
    const all = await copy.podsOf(api);
    const wanted = all.filter(({ spec }) => spec.nodeName && spec.containers[0]!.image === `chatbot-api:${version}`);
    return wanted.length === pods ? wanted : undefined;
  });
  const places = found.map(({ spec }) => spec.nodeName);
  const counts = Object.fromEntries(nodes.map((node) => [node, places.filter((place) => place === node).length]));
  measured.add({ [`${pods} pods of ${version}`]: counts });
  return Object.values(counts).sort();
}

function namespace(): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: copy.name } };
}

/**
 * The committed manifests in another namespace, and their pods on the fake nodes only. A rollout makes all new pods at
 * once beside the old ones: fake kubelets need long to say that one is Ready.
 */
function copyOfManifests(): object[] {
  const text = readFileSync(join(original.dist, 'chatbot-api.k8s.yaml'), 'utf8');
  return parseAllDocuments(text).map((document) => {
    const object = document.toJS();
    object.metadata.namespace = copy.name;
    if (object.kind !== 'Deployment') return object;
    Object.assign(object.spec.template.spec, { nodeSelector: { type: 'kwok' }, tolerations: [taint] });
    object.spec.strategy.rollingUpdate.maxSurge = '100%';
    return object;
  });
}

function fakeNode(name: string): object {
  const labels = {
    type: 'kwok',
    'kubernetes.io/hostname': name,
    'topology.kubernetes.io/zone': name.replace('fake', 'zone'),
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels, annotations: { 'kwok.x-k8s.io/node': 'fake' } },
    spec: { taints: [taint] },
  };
}
