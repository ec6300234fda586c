import { database, installApp, mock, namespace, podOf, web } from './app';
import { apply, get, kubectl } from './kubectl';
import { elsewhere, reach, stranger, type Place } from './probe';
import { until } from './until';

const places: Record<string, Place> = {};
const hosts: Record<string, string> = {};

beforeAll(async () => {
  await installApp();
  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: elsewhere } });
  for (const workload of [web, mock, database]) {
    const { metadata, status } = await podOf(workload);
    places[workload] = { namespace, pod: metadata.name };
    hosts[`${workload}, pod`] = status.podIP;
    hosts[`${workload}, service`] = await serviceAddress(namespace, workload.split('/')[1]!);
  }
  hosts['the API server'] = await serviceAddress('default', 'kubernetes');
  const image = await kubectl([
    'get',
    '-n',
    namespace,
    web,
    '-o',
    'jsonpath={.spec.template.spec.containers[0].image}',
  ]);
  places['a pod without labels beside the app'] = await stranger(namespace, image);
  places['a pod of another namespace'] = await stranger(elsewhere, image);
});

afterAll(() => kubectl(['delete', 'namespace', elsewhere, '--ignore-not-found']));

/** By address, never by name: a name that does not resolve would look like a closed door. */
const edges = (result: 'open' | 'closed', table: [from: string, to: string, port: number][]) =>
  test.each(table)(`from %s to %s, port %i: ${result}`, async (from, to, port) => {
    await until(result, async () => (await reach(places[from]!, hosts[to]!, port)) === result, 20);
  });

describe('the app’s own edges', () => {
  edges('open', [
    [web, `${database}, pod`, 5432],
    [web, `${database}, service`, 5432],
    [web, `${mock}, pod`, 8000],
    [web, `${mock}, service`, 8000],
    ['a pod of another namespace', `${web}, pod`, 8000],
  ]);
  test('names resolve for the web app', () =>
    until('open', async () => (await reach(places[web]!, 'chatbot-llm', 8000)) === 'open', 20));
});

describe('all others', () => {
  edges('closed', [
    ['a pod without labels beside the app', `${database}, pod`, 5432],
    ['a pod without labels beside the app', `${database}, service`, 5432],
    ['a pod without labels beside the app', `${mock}, pod`, 8000],
    ['a pod without labels beside the app', `${mock}, service`, 8000],
    ['a pod of another namespace', `${database}, pod`, 5432],
    ['a pod of another namespace', `${database}, service`, 5432],
    ['a pod of another namespace', `${mock}, pod`, 8000],
    ['a pod of another namespace', `${mock}, service`, 8000],
    [mock, `${database}, pod`, 5432],
    [web, 'the API server', 443],
  ]);
});

async function serviceAddress(space: string, name: string): Promise<string> {
  return (await get<{ spec: { clusterIP: string } }>('-n', space, 'service', name)).spec.clusterIP;
}
