import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Yaml } from 'cdk8s';
import fc, { type Arbitrary } from 'fast-check';
import * as door from '../../lib';
import * as arbitrary from '../unit/arbitrary-props';
import { quietly } from '../unit/random-servers';
import { addKinds } from './crds';
import { apply, kubectl, tryKubectl } from './kubectl';

const namespace = 'cdk8s-llm-properties';
const folder = mkdtempSync(join(tmpdir(), 'properties-'));

/** The custom resources that apps and servers may write. */
const kinds = [
  'gateway.networking.k8s.io_httproutes',
  'keda.sh_scaledobjects',
  'leaderworkerset.x-k8s.io_leaderworkersets',
  'monitoring.coreos.com_podmonitors',
  'monitoring.coreos.com_prometheusrules',
  'monitoring.coreos.com_servicemonitors',
  'external-secrets.io_externalsecrets',
];

/** What becomes of many sets of props: manifests, or an error of ours. */
interface Verdict {
  readonly of: string;
  accepted: number;
  refused: number;
  readonly objects: object[];
}

beforeAll(async () => {
  const labels = Object.fromEntries(
    ['enforce', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted']),
  );
  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } });
  await addKinds(...kinds);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await kubectl(['delete', 'namespace', namespace, '--ignore-not-found', '--timeout=120s']);
});

test('random props end in an error of ours or in manifests that the API server takes without a warning', async () => {
  const verdicts = quietly(judgeAll);
  const answers = await Promise.all(verdicts.map(({ of, objects }) => dryRun(of, objects)));
  expect(answers.filter(({ code, stderr }) => code !== 0 || stderr !== '')).toEqual([]);

  const sum = (count: (verdict: Verdict) => number) => verdicts.reduce((total, verdict) => total + count(verdict), 0);
  const accepted = sum((verdict) => verdict.accepted);
  const tried = accepted + sum((verdict) => verdict.refused);
  const rows = verdicts.map(
    ({ of, accepted, refused, objects }) =>
      `${of}: ${accepted} accepted, ${refused} refused, ${objects.length} objects`,
  );
  process.stdout.write(`${rows.join('\n')}\nall: ${accepted} of ${tried} accepted\n`);
  expect(tried).toBeGreaterThanOrEqual(500);
  expect(accepted).toBeGreaterThanOrEqual(0.7 * tried);
});

/** Every construct, beside backends that are made and judged once. */
function judgeAll(): Verdict[] {
  const around = chartOf('around');
  const llm = new door.MockLlm(around, 'llm');
  const other = new door.MockLlm(around, 'other');
  const database = new door.VectorDbStatefulSet(around, 'db');
  const image = 'acme.io/shop:1';
  const verdicts = [
    judge('MockLlm', 70, arbitrary.mockLlm, (chart, props) => new door.MockLlm(chart, 'it', props)),
    judge('GpuInference', 70, arbitrary.gpuInference, (chart, props) => new door.GpuInference(chart, 'it', props)),
    judge('ExternalLlm', 50, arbitrary.externalLlm, (chart, props) => {
      new door.LlmWebApp(chart, 'web', { image, llm: new door.ExternalLlm(chart, 'it', props) });
    }),
    judge('LlmGateway', 60, arbitrary.llmGateway, (chart, props) => {
      new door.LlmGateway(chart, 'it', { ...props, backends: [llm, other] });
    }),
    judge('VectorDbStatefulSet', 80, arbitrary.vectorDb, (chart, props) => {
      new door.VectorDbStatefulSet(chart, 'it', props);
    }),
    judge('LlmWebApp', 200, arbitrary.llmWebApp, (chart, props) => {
      new door.LlmWebApp(chart, 'it', { ...props, llm, embeddings: llm, database });
    }),
  ];
  return [
    ...verdicts,
    { of: 'the rest', accepted: 0, refused: 0, objects: [around, around.programs].flatMap(written) },
  ];
}

function judge<Props>(
  of: string,
  sets: number,
  props: Arbitrary<Props>,
  make: (chart: door.LlmChart, props: Props) => unknown,
): Verdict {
  const verdict: Verdict = { of, accepted: 0, refused: 0, objects: [] };
  fc.sample(props, { seed: 20_261_121, numRuns: sets }).forEach((given, index) => {
    const chart = chartOf(`${of.toLowerCase()}-${index}`);
    try {
      make(chart, given);
      verdict.objects.push(...written(chart)); // the programs are the same for all
      verdict.accepted++;
    } catch (error) {
      expect((error as Error).message).toMatch(new RegExp(`^${chart.node.id}/it \\(${of}\\): \\d+ problems?\\n`));
      verdict.refused++;
    }
  });
  return verdict;
}

/** A chart in an app of its own: names of two sets may be the same, for nothing stays. */
const chartOf = (id: string): door.LlmChart => new door.LlmChart(new App(), id, { namespace, createNamespace: false });

const written = (chart: { toJson(): any[] }): object[] => chart.toJson();

/** What the API server says to these objects, as `kubectl apply` would send them. */
async function dryRun(of: string, objects: readonly object[]) {
  const file = join(folder, `${of}.yaml`);
  writeFileSync(file, Yaml.stringify(...objects));
  const { code, stderr } = await tryKubectl(['apply', '--dry-run=server', '-f', file]);
  return { of, code, stderr };
}
