import { Secret } from 'cdk8s-plus-27';
import { App, Chart, Size } from 'cdk8s';
import * as door from '../../lib';

const { DatabaseCredentials, Exposure, Gpu, KubernetesVersion, Model, NetworkPeer, PostgresVersion, VectorEngine } =
  door;

const versions = test.each<[string, number]>;

versions([
  ['1.29', 29],
  ['v1.30', 30],
  ['1.31.4', 31],
  ['v1.36.0', 36],
])('Kubernetes %s is a target', (version, minor) => {
  expect(KubernetesVersion.of(version)).toBe(KubernetesVersion.all()[minor - 29]);
  expect(KubernetesVersion.of(version).toString()).toBe(`1.${minor}`);
});

test.each(['1.28', '1.37', '1', '2.30', '1.30.x', ' 1.30', '1.30 ', '1.030', ''])(
  'Kubernetes %j is none',
  (version) => {
    expect(() => KubernetesVersion.of(version)).toThrow(
      new Error(`Kubernetes version must be one of 1.29 to 1.36, got "${version}"`),
    );
  },
);

test('all versions are there, oldest first, and the kubelet sleeps since 1.30', () => {
  const all = KubernetesVersion.all();
  expect(all.map(String)).toEqual(['1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36']);
  expect(all.filter((version) => !version.hasPreStopSleep).map(String)).toEqual(['1.29']);
});

test('several GPUs are another value of the same product', () => {
  const one = Gpu.of({ product: 'MIG', memory: Size.gibibytes(10), resourceName: 'nvidia.com/mig-1g.10gb' });
  expect(one.count(4)).toMatchObject({ product: 'MIG', resourceName: 'nvidia.com/mig-1g.10gb', amount: 4 });
  expect(one.amount).toBe(1);
  expect(one.count(4).count(2).amount).toBe(2);
});

test('every GPU of the library is one whole GPU of its own name, and NVIDIA makes all but one', () => {
  const names = Object.getOwnPropertyNames(Gpu).filter((name) => /\d/.test(name));
  const gpus = names.map((name) => (Gpu as unknown as Record<string, () => door.Gpu>)[name]!());
  expect(new Set(gpus.map(({ product }) => product)).size).toBe(15);
  expect(gpus.every(({ amount, isSlice }) => amount === 1 && !isSlice)).toBe(true);
  const others = gpus.filter(({ resourceName }) => resourceName !== 'nvidia.com/gpu');
  expect(others.map(({ product }) => product)).toEqual(['MI300X']);
});

const exposures = test.each<[string, door.Exposure, object]>;

exposures([
  ['inside', Exposure.clusterIp(), { type: 'ClusterIP' }],
  ['a port of the nodes', Exposure.nodePort(30_000), { type: 'NodePort', nodePortNumber: 30_000 }],
  ['any port of the nodes', Exposure.nodePort(), { type: 'NodePort' }],
  ['a load balancer', Exposure.loadBalancer(), { type: 'LoadBalancer', loadBalancerOptions: {} }],
  [
    'a load balancer with a port',
    Exposure.loadBalancer({ port: 443 }),
    { type: 'LoadBalancer', loadBalancerOptions: { port: 443 } },
  ],
])('exposure: %s', (_, exposure, parts) => {
  expect(exposure).toEqual(parts);
});

test('a peer keeps the labels that it was given, whatever becomes of the map', () => {
  const labels = { app: 'db' };
  const peer = NetworkPeer.pods('chatbot', labels);
  labels.app = 'other';
  peer.labels.app = 'another';
  expect([peer.namespace, peer.labels]).toEqual(['chatbot', { app: 'db' }]);
});

test('a model, an engine and credentials are what their factories say', () => {
  const secret = Secret.fromSecretName(new Chart(new App(), 'chart'), 'secret', 'team');
  const { V18 } = PostgresVersion;
  expect(Model.fromConfig({ model_type: 'llama' }, 'a/b', 'main')).toEqual({
    id: 'a/b',
    config: { model_type: 'llama' },
    revision: 'main',
  });
  expect(VectorEngine.pgvector()).toEqual({ name: 'pgvector', version: '0.8.1', postgres: '17' });
  expect(VectorEngine.pgvector({ version: '0.8.0', postgres: V18 })).toMatchObject({
    version: '0.8.0',
    postgres: '18',
  });
  expect(DatabaseCredentials.generated()).toEqual({ secret: undefined, keys: {} });
  expect(DatabaseCredentials.existing(secret, { uri: 'url' })).toEqual({ secret, keys: { uri: 'url' } });
});

const answer = door.MockAnswer.text('Hello');

test.each<[string, (given: never) => unknown, string]>([
  ['withFault', (given) => answer.withFault(given), 'a fault such as MockFault.cut(3)'],
  ['withLatency', (given) => answer.withLatency(given), 'a latency such as { firstToken: Duration.millis(200) }'],
])('an answer %s of nothing is refused, and not as good as new', (method, run, allowed) => {
  expect(() => run(undefined as never)).toThrow(new Error(`${method} must be given ${allowed}, got nothing`));
  expect(() => run({} as never)).not.toThrow();
});

/** Every static method that makes something, called as somebody without a compiler may. */
const factories = Object.entries(door as unknown as Record<string, Record<string, unknown>>).flatMap(([name, one]) =>
  typeof one !== 'function'
    ? []
    : Object.getOwnPropertyNames(one)
        .filter((member) => typeof one[member] === 'function' && member !== 'prototype' && !member.startsWith('_'))
        .map((member): [string, (...args: unknown[]) => unknown] => [
          `${name}.${member}`,
          (...args) => (one[member] as (...args: unknown[]) => unknown)(...args),
        ]),
);

test('there are factories', () => {
  expect(factories.length).toBeGreaterThan(100);
});

test.each(factories)('%s called with too little, or something else, says so in words', (name, make) => {
  const answers = [[], [null], [5], [''], [{}], [[]]].map((args) => {
    try {
      make(...args);
      return 'made';
    } catch (error) {
      return (error as Error).name === 'Error'
        ? 'told'
        : `${name}(${JSON.stringify(args).slice(1, -1)}): ${String(error)}`;
    }
  });
  expect(answers.filter((answer) => answer !== 'made' && answer !== 'told')).toEqual([]);
});

test.each<[string, () => unknown, string]>([
  ['Gpu.named', () => Gpu.named(undefined as never), 'a name such as "L4", got nothing'],
  ['Gpu.named', () => Gpu.named(5 as never), 'a name such as "L4", got 5'],
  [
    'Gpu.of',
    () => Gpu.of({ product: 'L20' } as never),
    'a product and its memory, such as { product: "L20", memory: Size.gibibytes(44) }, got {"product":"L20"}',
  ],
  ['Model.named', () => Model.named(undefined as never), 'an id such as "Qwen/Qwen3-8B", got nothing'],
  ['Model.fromConfig', () => Model.fromConfig(null as never), 'what a config.json holds, got null'],
  [
    'Autoscaling.inference',
    () => door.Autoscaling.inference(undefined as never),
    'the most pods, such as { maxReplicas: 4 }, got nothing',
  ],
  ['VectorEngine.pgvector', () => VectorEngine.pgvector(null as never), 'its options, an object, or nothing, got null'],
  ['AppVolume.secret', () => door.AppVolume.secret('/a', 'keys' as never), 'a path and a Secret, got "keys"'],
  ['Platform.attach', () => door.Platform.attach(undefined as never, {}), 'the App or a Chart, and what is decided'],
])('%s says what it must be given', (factory, make, sentence) => {
  expect(make).toThrow(new Error(`${factory} must be given ${sentence}`));
});
