import { appReady, dist, namespace } from './app';
import { get, kubectl, tryKubectl } from './kubectl';
import { Measurements, secondsSince } from './measurements';

interface Installed {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly resourceVersion: string };
}

interface Started {
  readonly metadata: { readonly name: string };
  readonly status: { readonly containerStatuses: Container[]; readonly initContainerStatuses?: Container[] };
}

interface Container {
  readonly name: string;
  readonly restartCount: number;
}

const measured = new Measurements('apply');

const installed = async (): Promise<Record<string, string>> => {
  const { items } = await get<{ items: Installed[] }>('-f', dist);
  return Object.fromEntries(items.map(({ kind, metadata }) => [`${kind}/${metadata.name}`, metadata.resourceVersion]));
};

test('one `kubectl apply -f dist` on an empty cluster brings every pod to Ready, with no manual step', async () => {
  const start = Date.now();
  const said = await kubectl(['apply', '-f', dist]);
  expect(said.split('\n').filter((line) => line && !line.endsWith(' created'))).toEqual([]);
  await appReady();
  measured.add({ secondsToReady: secondsSince(start) });
});

test('nothing had to be started twice on the way', async () => {
  const { items } = await get<{ items: Started[] }>('pods', '-n', namespace);
  const restarts = items.flatMap(({ metadata, status }) =>
    [...(status.initContainerStatuses ?? []), ...status.containerStatuses].map(({ name, restartCount }) => ({
      container: `${metadata.name}/${name}`,
      restartCount,
    })),
  );
  measured.add({ restarts: restarts.reduce((sum, { restartCount }) => sum + restartCount, 0) });
  expect(restarts.filter(({ restartCount }) => restartCount > 0)).toEqual([]);
  expect(restarts.length).toBeGreaterThanOrEqual(4); // database, mock, web app, Job
});

test('a second apply changes nothing, as the server sees it', async () => {
  const before = await installed();
  const said = await kubectl(['apply', '-f', dist]);
  expect(said.split('\n').filter((line) => line && !line.endsWith(' unchanged'))).toEqual([]);
  expect(await installed()).toEqual(before);
  expect(Object.keys(before).length).toBeGreaterThan(10);
});

test('`kubectl diff` finds no difference', async () => {
  expect(await tryKubectl(['diff', '-f', dist])).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('the namespace refuses a privileged pod', async () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'privileged', namespace },
    spec: { containers: [{ name: 'root', image: 'local/base:1', securityContext: { privileged: true } }] },
  };
  const { code, stderr } = await tryKubectl(['apply', '-f', '-'], JSON.stringify(pod));
  expect(code).toBe(1);
  expect(stderr).toMatch(/violates PodSecurity "restricted:.*privileged/);
});
