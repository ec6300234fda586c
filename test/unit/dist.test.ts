import { parse, synthMain } from './synth';
import { templatesIn } from './manifest/templates';

/** What `main.ts` writes, both ways, run as `cdk8s synth` runs it. */
let variants: [Map<string, string>, Map<string, string>];
beforeAll(async () => {
  variants = await Promise.all([synthMain(), synthMain('production')]);
}, 60_000);

const files = ['00-chatbot-namespace.k8s.yaml', '10-chatbot-programs.k8s.yaml', 'chatbot.k8s.yaml'];

test.each([
  ['default', 0],
  ['production', 1],
] as const)('the %s manifests are these, the namespace first, and nothing beside them', (_, variant) => {
  const written = variants[variant];
  expect([...written.keys()]).toEqual(files);
  for (const [file, yaml] of written) expect(masked(yaml)).toMatchSnapshot(file);
});

test('the default fits a small cluster, every rollout at once included', () => {
  const [dist] = variants;
  expect(requestsOf([...dist.values()].join('---\n'))).toEqual({ cpu: 520, memory: 768 });
});

test('the texts of the programs are in their own file, and only there', () => {
  const dist = variants[0];
  const lengths = files.map((file) => dist.get(file)!.length);
  expect(lengths[1]).toBeGreaterThan(100_000);
  expect(lengths[0]! + lengths[2]!).toBeLessThan(60_000);
});

/** Without the texts of the programs, and what is counted from them: those change without a review of manifests. */
function masked(yaml: string): string {
  return yaml
    .replace(/^( +\S+\.js: )[|>]\d?[-+]?\n(?:(?:\1)? {4}.*\n|\n)+/gm, '$1<text>\n')
    .replace(/^( +\S+\.js: )".*"$/gm, '$1<text>')
    .replace(/(checksum\/(?:mock-llm|chat-app|database-init): ).*/g, '$1<checksum>')
    .replace(/(-secret-)[0-9a-f]{8}$/gm, '$1<hash>');
}

interface Workload {
  readonly replicas?: number;
  readonly strategy?: { readonly rollingUpdate?: { readonly maxSurge: number } };
}

/** Millicores and MiB as the scheduler counts them: a pod asks for its containers, or for more while it starts. */
function requestsOf(yaml: string): { cpu: number; memory: number } {
  const objects = parse(yaml);
  const sum = { cpu: 0, memory: 0 };
  for (const { of, spec } of templatesIn(objects)) {
    const workload: Workload = objects.find(({ kind, metadata }) => `${kind}/${metadata.name}` === of)!.spec;
    const pods = (workload.replicas ?? 1) + (workload.strategy?.rollingUpdate?.maxSurge ?? 0);
    for (const resource of ['cpu', 'memory'] as const) {
      const asked = (containers: any[] = []): number[] =>
        containers.map(({ resources }) => amount(resources.requests[resource]));
      const total = asked(spec.containers).reduce((one, other) => one + other, 0);
      sum[resource] += pods * Math.max(total, ...asked(spec.initContainers));
    }
  }
  return sum;
}

function amount(quantity: string): number {
  const [, number, unit = ''] = /^(\d+)(m|Mi|Gi)?$/.exec(quantity)!;
  return Number(number) * { m: 1, Mi: 1, Gi: 1024, '': 1000 }[unit]!;
}
