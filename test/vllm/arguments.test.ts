import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import flags from '../../lib/data/vllm-flags.json';
import { misunderstood, understood } from '../unit/plan/engines/extra-arguments';
import { quietly, randomServers } from '../unit/random-servers';
import { type KubeObject, parse, synthMain } from '../unit/synth';
import { argumentsOf, type Server, serversIn } from './command';
import { ask, type Answer } from './engine';

const examples = join(__dirname, '../../examples');

/** The servers of main.ts and of the examples, commands of random ones, and what the real vLLM says to all of them. */
let servers: Server[];
let written: string[][];
let random: Record<string, string[][]>;
let said: Answer;

beforeAll(async () => {
  servers = serversIn([
    ...[...(await synthMain('production')).values()].flatMap((yaml) => parse(yaml)),
    ...readdirSync(examples, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => manifestsIn(join(examples, name, 'dist'))),
    ...withoutMock('minikube-mock'),
  ]);
  written = servers.map(argumentsOf);
  random = quietly(randomCommands);
  const extra = (words: readonly string[]) => ['/models/x', ...words];
  said = ask({
    written,
    spoilt: written.map((command) => command.map((word) => word.replace('--max-model-len', '--max-model-ln'))),
    ...random,
    understood: understood.map(extra),
    misunderstood: misunderstood.map(([words]) => extra(words)),
  });
});

test('the real parser takes what the examples and the production variant give it, and refuses it with one letter less', () => {
  const names = servers.map(({ of }) => of);
  // The last one twice: an example that is written with its mock is asked without it, too.
  for (const name of ['chatbot-llm', 'chatbot-embedder', 'llm']) expect(names).toContain(`Deployment/${name}`);
  expect(names.length).toBeGreaterThan(3);
  expect(said.verdicts['written']).toEqual(written.map(() => null));
  const unknown = expect.stringContaining('unrecognized arguments: --max-model-ln');
  expect(said.verdicts['spoilt']).toEqual(written.map(() => unknown as unknown));
});

test('the real parser takes the arguments of more than 500 random servers: alone, in groups, on shared GPUs', () => {
  expect(Object.keys(random).sort()).toEqual(['EmbeddingInference', 'GpuInference', 'KServeInference']);
  const all = Object.entries(random).flatMap(([construct, commands]) =>
    commands.map((command, index) => ({ construct, command, verdict: said.verdicts[construct]![index] })),
  );
  expect(all.length).toBeGreaterThan(500);
  for (const flag of ['--headless', '--gpu-memory-utilization', '--runner', '--enforce-eager'])
    expect([flag, all.some(({ command }) => command.includes(flag))]).toEqual([flag, true]);
  expect(all.filter(({ verdict }) => verdict !== null)).toEqual([]);
});

test('the real parser understands further arguments as the library does', () => {
  expect(said.verdicts['understood']).toEqual(understood.map(() => null));
  expect(misunderstood.filter((_, index) => said.verdicts['misunderstood']![index] === null)).toEqual([]);
});

test('the table of flags is what the real parser takes', () => {
  expect(said.flags).toEqual(flags['0.32.0']);
});

/** By construct, those of the version at hand: of the others' flags nothing is known. */
function randomCommands(): Record<string, string[][]> {
  const commands: Record<string, string[][]> = {};
  for (const { construct, objects = [] } of randomServers(3000, 'chatbot'))
    for (const one of serversIn(objects).filter(({ container }) => container.image.endsWith(':v0.32.0')))
      (commands[construct] ??= []).push(argumentsOf(one));
  return commands;
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
