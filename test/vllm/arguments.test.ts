import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import fc, { type Arbitrary } from 'fast-check';
import { EmbeddingInference, GpuInference, LlmChart } from '../../lib';
import flags from '../../lib/data/vllm-flags.json';
import * as arbitrary from '../unit/arbitrary-props';
import { misunderstood, understood } from '../unit/plan/engines/extra-arguments';
import { type KubeObject, parse, synthMain } from '../unit/synth';
import { argumentsOf, type Server, serversIn } from './command';
import { ask, type Answer } from './engine';

const root = join(__dirname, '../..');
const examples = join(root, 'examples');

/** Where the programs make servers; an example has one only in the place of its mock. */
const places = ['main.ts', ...readdirSync(examples).map((name) => `examples/${name}/main.ts`)]
  .map((path) => join(root, path))
  .filter((path) => existsSync(path))
  .flatMap((path) => readFileSync(path, 'utf8').match(/new (Gpu|Embedding)Inference\(/g) ?? []);

/** The servers of main.ts and of the examples, commands of random ones, and what the real vLLM says to all of them. */
let servers: Server[];
let written: string[][];
let random: Record<string, string[][]>;
let said: Answer;

beforeAll(async () => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true); // warnings of hundreds of servers
  servers = serversIn([
    ...[...(await synthMain('production')).values()].flatMap((yaml) => parse(yaml)),
    ...readdirSync(examples, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => manifestsIn(join(examples, name, 'dist'))),
    ...withoutMock('minikube-mock'),
  ]);
  written = servers.map(argumentsOf);
  random = {
    GpuInference: sample(arbitrary.gpuInference, GpuInference),
    EmbeddingInference: sample(arbitrary.embeddingInference, EmbeddingInference),
  };
  const extra = (words: readonly string[]) => ['/models/x', ...words];
  said = ask({
    written,
    spoilt: written.map((command) => command.map((word) => word.replace('--max-model-len', '--max-model-ln'))),
    ...random,
    understood: understood.map(extra),
    misunderstood: misunderstood.map(([words]) => extra(words)),
  });
});
afterAll(() => {
  jest.restoreAllMocks();
});

test('the real parser takes what the examples and the production variant give it, and refuses it with one letter less', () => {
  expect(places.length).toBeGreaterThan(2);
  expect(servers).toHaveLength(places.length);
  expect(said.verdicts['written']).toEqual(written.map(() => null));
  const unknown = expect.stringContaining('unrecognized arguments: --max-model-ln');
  expect(said.verdicts['spoilt']).toEqual(written.map(() => unknown as unknown));
});

test.each(['GpuInference', 'EmbeddingInference'])(
  'the real parser takes the arguments of 500 random servers by %s',
  (construct) => {
    const verdicts = said.verdicts[construct]!;
    expect(verdicts).toHaveLength(500);
    expect(
      random[construct]!.flatMap((command, index) => (verdicts[index] ? [[verdicts[index], command]] : [])),
    ).toEqual([]);
  },
);

test('the real parser understands further arguments as the library does', () => {
  expect(said.verdicts['understood']).toEqual(understood.map(() => null));
  expect(misunderstood.filter((_, index) => said.verdicts['misunderstood']![index] === null)).toEqual([]);
});

test('the table of flags is what the real parser takes', () => {
  expect(said.flags).toEqual(flags['0.32.0']);
});

/** The commands of 500 servers of the version at hand; the library refuses some sets. */
function sample<Props>(props: Arbitrary<Props>, construct: new (chart: LlmChart, id: string, props: Props) => unknown) {
  const commands: string[][] = [];
  for (const given of fc.sample(props, { seed: 20_261_121, numRuns: 1500 })) {
    const chart = new LlmChart(new App(), 'chatbot');
    try {
      new construct(chart, 'it', { ...given, engine: undefined, image: undefined });
    } catch {
      continue;
    }
    commands.push(...serversIn(chart.toJson() as KubeObject[]).map(argumentsOf));
    if (commands.length >= 500) break;
  }
  return commands.slice(0, 500);
}

const manifestsIn = (folder: string): KubeObject[] =>
  readdirSync(folder).flatMap((file) => parse(readFileSync(join(folder, file), 'utf8')));

/** An example has a mock where no GPU is. */
function withoutMock(example: string): KubeObject[] {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  const main = join(examples, example, 'main.ts');
  try {
    const env = { ...process.env, MOCK_LLM: 'false', CDK8S_OUTDIR: folder };
    execFileSync('node', ['-r', 'ts-node/register/transpile-only', main], { env, stdio: 'pipe' });
    return manifestsIn(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
