import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode, TaintEffect } from 'cdk8s-plus-27';
import { planGpuInference } from '../../../lib/plan/gpu-inference';
import { modelFolder } from '../../../lib/plan/model-download';
import type { GpuInferenceProps } from '../../../lib/props/gpu-inference-props';
import { Engine } from '../../../lib/values/engine';
import { Gpu } from '../../../lib/values/gpu';
import { Model } from '../../../lib/values/model';
import { ModelCache } from '../../../lib/values/model-cache';
import type { ModelDownloadOptions, ModelHubOptions } from '../../../lib/values/model-download-options';
import { programOf, refusal, secretNamed, siteOf, verdict } from './site';

const model = Model.named('Qwen/Qwen3-8B');
const { READ_WRITE_MANY, READ_WRITE_ONCE_POD, READ_ONLY_MANY } = PersistentVolumeAccessMode;
const hfToken = { secret: secretNamed('hub'), key: 'token' };
const planOf = (props: Partial<GpuInferenceProps> = {}, program = 'c0ffee') =>
  planGpuInference(siteOf('GpuInference'), { model, gpu: Gpu.l4(), ...props }, () =>
    programOf('download-model', program),
  );
const withCache = (cache: ModelCache, props: Partial<GpuInferenceProps> = {}) => planOf({ cache, ...props });
const download = (options?: ModelDownloadOptions) => ModelCache.download(options);
const existing = (claim: string, folder?: string) => ModelCache.existing(claim, folder);
const none = (options?: ModelHubOptions) => ModelCache.none(options);
const jobOf = (props: Partial<GpuInferenceProps> = {}, program?: string) => planOf(props, program).cache.download!.job;
const nameOf = (props: Partial<GpuInferenceProps> = {}, program?: string) => jobOf(props, program).meta.name;
const initOf = ({ deployment }: ReturnType<typeof planOf>) => deployment.pod.init;
const weightsOf = ({ deployment }: ReturnType<typeof planOf>) =>
  deployment.pod.volumes.find(({ name }) => name === 'model-cache');

test('a Job fills a volume that the planner sizes, and no pod of the server can write to it', () => {
  const plan = planOf();
  expect(plan.cache.claim).toEqual({
    meta: expect.objectContaining({ name: 'chatbot-app-cache' }),
    size: '21Gi',
    accessMode: 'ReadWriteOnce',
    storageClassName: undefined,
  });
  expect(weightsOf(plan)).toEqual({ name: 'model-cache', claim: 'chatbot-app-cache' });
  expect(jobOf().pod.volumes).toEqual([
    weightsOf(plan),
    { name: 'download-model', configMap: 'chatbot-program-download-model' },
  ]);
  const reading = { volume: 'model-cache', path: '/models', readOnly: true };
  expect(initOf(plan).map(({ mounts }) => mounts)).toEqual([[reading]]);
  expect(plan.deployment.pod.containers[0]!.mounts).toContainEqual(reading);
});

test('the server is given the folder that the Job fills, and asks no hub', () => {
  const [server] = planOf().deployment.pod.containers;
  expect(server!.args?.[0]).toBe('/models/Qwen--Qwen3-8B--main');
  expect(server!.env).toContainEqual({ name: 'HF_HUB_OFFLINE', value: '1' });
  expect(server!.args).toEqual(expect.arrayContaining(['--served-model-name', 'Qwen/Qwen3-8B']));
});

test('only the download has the token', () => {
  const plan = withCache(download({ hfToken }));
  expect(plan.cache.download!.job.pod.containers[0]!.env).toEqual([
    { name: 'MODEL', value: 'Qwen/Qwen3-8B' },
    { name: 'REVISION', value: 'main' },
    { name: 'MODEL_FOLDER', value: 'Qwen--Qwen3-8B--main' },
    { name: 'HF_ENDPOINT', value: 'https://huggingface.co' },
    { name: 'HF_TOKEN', secret: 'hub', key: 'token' },
  ]);
  const { init, containers } = plan.deployment.pod;
  expect(JSON.stringify([init, containers])).not.toContain('HF_TOKEN');
});

test('pods wait for the mark in the image of the server, as long as the download may take', () => {
  const [wait, ...others] = initOf(planOf());
  expect(others).toEqual([]);
  expect(wait).toMatchObject({ name: 'wait-for-model', image: 'vllm/vllm-openai:v0.32.0', env: [] });
  expect(wait!.command?.slice(0, 4)).toEqual(['timeout', '306', 'sh', '-c']);
  expect(wait!.command?.[4]).toContain("until [ -f '/models/Qwen--Qwen3-8B--main/.verified' ]; do sleep 2; done");
  expect(jobOf().pod.deadlineSeconds).toBe(306);
});

test('the Job runs on the node of the pods that wait for it, unless the volume is for many nodes', () => {
  const { deployment, cache } = planOf();
  const near = cache.download!.job.pod.near!;
  expect(Object.keys(near)).toEqual(['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'cdk8s-llm/model']);
  expect(deployment.pod.labels).toMatchObject(near);
  expect(deployment.selector).not.toHaveProperty('cdk8s-llm/model');
  expect(jobOf({ cache: download({ accessMode: READ_WRITE_MANY }) }).pod.near).toBeUndefined();
});

test('the Job goes where the server may go', () => {
  const tolerations = [{ key: 'team', effect: TaintEffect.NO_SCHEDULE }];
  const { pod } = jobOf({ nodeSelector: { gpu: 'l4' }, tolerations, priorityClassName: 'high' });
  expect(pod).toMatchObject({
    user: 2000,
    group: 0,
    mountToken: false,
    nodeSelector: { gpu: 'l4' },
    tolerations: [{ key: 'nvidia.com/gpu', effect: 'NoSchedule' }, ...tolerations],
    priorityClassName: 'high',
  });
});

test('the Job’s pod belongs to no Service, and reaches names and the hub only; the server reaches names', () => {
  const { cache, service, policies } = planOf();
  const { job, policy } = cache.download!;
  expect(job.pod.labels).toMatchObject(policy.pods);
  expect(job.pod.labels).not.toMatchObject(service.selector);
  const ports = (edges: typeof policy.egress = []) => edges.map((edge) => edge.ports.map(({ port }) => port));
  expect([policy.ingress, ports(policy.egress)]).toEqual([[], [[53, 53], [443]]]);
  expect(policies.map(({ ingress, egress }) => [ingress, ports(egress)])).toEqual([[[], [[53, 53]]]]);
});

test('a mirror in the cluster is reached there', () => {
  const { job, policy } = withCache(download({ endpoint: 'http://hub.mirrors.svc:8080', hfToken })).cache.download!;
  expect(job.pod.containers[0]!.env).toContainEqual({ name: 'HF_ENDPOINT', value: 'http://hub.mirrors.svc:8080' });
  expect(policy.egress?.[1]).toEqual({
    peers: [{ namespace: 'mirrors', pods: {} }],
    ports: [{ port: 8080, protocol: 'TCP' }],
  });
});

const hubs = test.each<[string, object, number]>;
const internet = { cidr: '0.0.0.0/0' };

hubs([
  ['https://huggingface.co', internet, 443],
  ['https://hf-mirror.com:8443', internet, 8443],
  ['https://artifacts.acme.io/api/hf', internet, 443],
  ['https://hub.mirrors.svc', { namespace: 'mirrors' }, 443],
  ['http://hub.mirrors', { namespace: 'mirrors' }, 80],
  ['http://hub:8080', { pods: {} }, 8080],
  ['http://10.1.2.3:8080', { cidr: '10.1.2.3/32' }, 8080],
])('%s is reached where it is', (endpoint, peer, port) => {
  const [, edge] = planOf({ cache: download({ endpoint }) }).cache.download!.policy.egress!;
  expect(edge).toMatchObject({ peers: [peer], ports: [{ port }] });
});

const others = test.each<[string, Partial<GpuInferenceProps>]>;

others([
  ['model', { model: Model.named('Qwen/Qwen3-4B') }],
  ['revision', { model: Model.named('Qwen/Qwen3-8B', 'v2') }],
  ['node selector', { nodeSelector: { gpu: 'l4' } }],
  ['hub', { cache: download({ endpoint: 'https://hub.acme.io' }) }],
])('another %s is another Job, whose template could not be changed', (_, props) => {
  expect(nameOf(props)).not.toBe(nameOf());
});

test('another program is another Job, too, and no other pod of the server', () => {
  expect(nameOf({}, 'other')).not.toBe(nameOf());
  expect(planOf({}, 'other').deployment).toEqual(planOf().deployment);
});

test('what is not the download’s leaves its Job as it is', () => {
  expect(nameOf({ maxModelLen: 1000, servedModelName: 'qwen', extraArgs: ['--enforce-eager'] })).toBe(nameOf());
  expect(nameOf()).toMatch(/^chatbot-app-download-[0-9a-f]{8}$/);
});

const folders = test.each<[string, string | undefined, string]>;

folders([
  ['Qwen/Qwen3-8B', undefined, 'Qwen--Qwen3-8B--main'],
  ['Qwen/Qwen3-8B', 'refs/pr/1', 'Qwen--Qwen3-8B--refs--pr--1'],
  ['a/b', 'r'.repeat(200), `a--b--${'r'.repeat(85)}-1a22b6a1`],
])('%s at %s has a folder of its own', (id, revision, folder) => {
  expect(modelFolder(Model.fromConfig({}, id, revision))).toBe(folder);
});

test('of a GGUF build the one file is downloaded, into a folder of its own', () => {
  const gguf = model.gguf({ id: 'Qwen/Qwen3-8B-GGUF', file: 'Q4.gguf', size: Size.gibibytes(5) });
  expect(modelFolder(gguf)).toBe('Qwen--Qwen3-8B-GGUF--main--Q4.gguf');
  const { job } = planOf({ model: gguf, engine: Engine.llamaCpp() }).cache.download!;
  expect(job.pod.containers[0]!.env).toContainEqual({ name: 'MODEL_FILE', value: 'Q4.gguf' });
});

test('other models leave only when they shall', () => {
  const removal = { name: 'REMOVE_OTHERS', value: 'true' };
  expect(jobOf().pod.containers[0]!.env).not.toContainEqual(removal);
  expect(jobOf({ cache: download({ removeOthers: true }) }).pod.containers[0]!.env).toContainEqual(removal);
});

test('a volume that is there is read, and nothing is downloaded', () => {
  const plan = withCache(existing('team-models', 'qwen/8b'));
  expect(plan.cache).toMatchObject({ path: '/models/qwen/8b', labels: {} });
  expect([plan.cache.claim, plan.cache.download, plan.compileCache]).toEqual([undefined, undefined, undefined]);
  expect([weightsOf(plan), initOf(plan)]).toEqual([{ name: 'model-cache', claim: 'team-models' }, []]);
  expect(withCache(existing('team-models')).cache.path).toBe('/models');
});

test('without a volume each pod downloads before it starts, and it alone reaches the hub', () => {
  const plan = withCache(none({ hfToken }), { maxModelLen: 4096 });
  expect(plan.cache.download).toBeUndefined();
  expect(weightsOf(plan)).toEqual({ name: 'model-cache', emptyDir: { sizeLimit: '21Gi' } });
  expect(initOf(plan)[0]).toMatchObject({
    name: 'download-model',
    image: 'node:22-bookworm-slim',
    env: expect.arrayContaining([{ name: 'HF_TOKEN', secret: 'hub', key: 'token' }]),
    mounts: [{ path: '/models' }, { path: '/app', readOnly: true }],
    resources: {
      requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '21Gi' },
      limits: { memory: '512Mi' },
    },
  });
  expect(plan.policies[0]!.egress?.map(({ ports }) => ports[0]!.port)).toEqual([53, 443]);
  expect(plan.deployment.pod.annotations).toMatchObject({ 'checksum/download-model': 'c0ffee' });
  expect(plan.warnings).toEqual([]);
  expect(withCache(none(), { replicas: 3, maxModelLen: 4096 }).warnings).toEqual([
    '"cache" is ModelCache.none() with 3 pods: each downloads the weights again whenever it starts; share a volume by ModelCache.download()',
  ]);
});

test('only who fills a directory of the node asks for its disk', () => {
  const asking = (cache: ModelCache) => {
    const { init, containers } = withCache(cache).deployment.pod;
    const inJob = withCache(cache).cache.download?.job.pod.containers ?? [];
    const all = [...init, ...containers, ...inJob];
    return all.filter(({ resources }) => 'ephemeral-storage' in resources.requests).map(({ name }) => name);
  };
  expect([none(), download(), existing('team-models')].map(asking)).toEqual([['download-model'], [], []]);
});

const llama = 'meta-llama/Llama-3.2-1B';
const gate = (id: string) =>
  `"model" ${id} is gated and "cache.hfToken" is missing: the hub refuses who has not accepted its license; give the token of an account that has`;

test.each([
  ['downloaded', llama, download(), [gate(llama)]],
  ['downloaded by each pod', llama, none(), [gate(llama)]],
  ['of Google', 'google/gemma-3-1b-it', download(), [gate('google/gemma-3-1b-it')]],
  ['of a newer license', 'google/gemma-4-E2B-it', download(), []],
  ['with a token', llama, download({ hfToken }), []],
  ['from a mirror', llama, download({ endpoint: 'https://hub.acme.io' }), []],
  ['that is there', llama, existing('team-models'), []],
  ['that nobody guards', 'Qwen/Qwen3-0.6B', download(), []],
])('a model %s, %s: what the hub asks for is said', (_, id, cache, warnings) => {
  expect(withCache(cache, { model: Model.named(id), maxModelLen: 4096 }).warnings).toEqual(warnings);
});

const compiled = test.each<[string, ModelCache, number, string]>;

compiled([
  ['one pod keeps it', download(), 1, 'chatbot-app-compile-cache'],
  ['no pod keeps it', download(), 0, 'chatbot-app-compile-cache'],
  ['several do not share it', download({ accessMode: READ_WRITE_MANY }), 2, '10Gi'],
  ['it goes with a pod whose weights are somebody else’s', existing('team-models'), 1, '10Gi'],
  ['it goes with a pod that keeps nothing', none(), 1, '10Gi'],
])('what vLLM compiled: %s', (_, cache, replicas, expected) => {
  const { deployment, compileCache } = withCache(cache, { replicas });
  const volume = deployment.pod.volumes.find(({ name }) => name === 'compile-cache')!;
  expect('claim' in volume ? volume.claim : volume).toEqual(
    'claim' in volume ? expected : { name: 'compile-cache', emptyDir: { sizeLimit: expected } },
  );
  expect(compileCache?.meta.name).toBe('claim' in volume ? expected : undefined);
});

test('its volume is of the kind of the weights’', () => {
  const { compileCache } = withCache(download({ accessMode: READ_WRITE_MANY, storageClassName: 'fast' }));
  expect(compileCache).toMatchObject({ size: '10Gi', accessMode: 'ReadWriteMany', storageClassName: 'fast' });
});

const options = (more: ModelDownloadOptions) => ({ cache: download(more) });
const mode = (accessMode: PersistentVolumeAccessMode) => options({ accessMode });
const wrongMode = (given: string) =>
  `"cache.accessMode" must be READ_WRITE_ONCE or READ_WRITE_MANY, got "${given}": the Job writes what the server reads`;
const wrongEndpoint = (given: string) =>
  `"cache.endpoint" must be a URL such as "https://huggingface.co", without a slash at its end, got "${given}"`;
const wrongFolder = (given: string) =>
  `"cache.folder" must be a path below the root of the volume, such as "qwen/qwen3-8b", got "${given}"`;
const wrongSize = (given: number) => `"cache.size" must be a whole number from 1 to 67108864, got ${given}; in MiB`;
const rules = test.each<[string, Partial<GpuInferenceProps>, ...string[]]>;

rules([
  ['one pod on a volume for one node', { replicas: 1 }],
  [
    'two pods on a volume for one node',
    { replicas: 2 },
    '"cache" is ReadWriteOnce and there may be 2 pods at a time: those on other nodes cannot mount it; set "accessMode" to READ_WRITE_MANY with a StorageClass that offers it',
  ],
  ['two pods on a volume for many', { replicas: 2, ...mode(READ_WRITE_MANY) }],
  ['two pods on a volume that is there', { replicas: 2, cache: existing('team-models') }],
  ['a volume for one pod', mode(READ_WRITE_ONCE_POD), wrongMode('ReadWriteOncePod')],
  ['a volume for readers', mode(READ_ONLY_MANY), wrongMode('ReadOnlyMany')],
  ['a volume for just the model', options({ size: Size.gibibytes(16) })],
  ['a volume of 64 TiB', options({ size: Size.tebibytes(64) })],
  ['a volume of nothing', options({ size: Size.gibibytes(0) }), wrongSize(0)],
  ['too large a volume', options({ size: Size.tebibytes(65) }), wrongSize(68_157_440)],
  [
    'a storage class that cannot exist',
    options({ storageClassName: 'a_b' }),
    '"cache.storageClassName" must be the name of a StorageClass, got "a_b"',
  ],
  ['a mirror with a path', options({ endpoint: 'https://artifacts.acme.io/api/huggingface' })],
  ['a mirror by its name', options({ endpoint: 'hub.acme.io' }), wrongEndpoint('hub.acme.io')],
  ['a mirror with a slash', { cache: none({ endpoint: 'https://a.io/' }) }, wrongEndpoint('https://a.io/')],
  ['a mirror in clear without a token', options({ endpoint: 'http://hub.acme.io' })],
  [
    'a token in clear',
    options({ endpoint: 'http://hub.acme.io', hfToken }),
    '"cache.hfToken" would leave the cluster in clear: use https in "cache.endpoint", got "http://hub.acme.io"',
  ],
  [
    'a token without a key',
    options({ hfToken: { ...hfToken, key: '' } }),
    '"cache.hfToken.key" must be letters, digits, "-", "_", ".", got ""',
  ],
  [
    'a claim that cannot exist',
    { cache: existing('A') },
    '"cache.claimName" must be the name of a PersistentVolumeClaim, got "A"',
  ],
  ['a folder below a folder', { cache: existing('a', 'models--x/snapshots/0f1e') }],
  ['a folder from the root', { cache: existing('a', '/models') }, wrongFolder('/models')],
  ['a folder elsewhere', { cache: existing('a', 'x/../..') }, wrongFolder('x/../..')],
])('the cache of a model: %s', (_, props, ...violations) => {
  expect(verdict(() => planOf(props))).toBe(refusal('GpuInference', violations));
});
