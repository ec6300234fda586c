import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { readTree } from './house';

const root = join(__dirname, '../..');
const consumer = mkdtempSync(join(tmpdir(), 'consumer-'));
let packed: string[];

const project = {
  'cdk8s.yaml': 'language: typescript\napp: node -r ts-node/register/transpile-only main.ts\n',
  'tsconfig.json': '{ "compilerOptions": { "target": "es2022", "module": "node16", "strict": true } }',
  'main.ts': `import { App } from 'cdk8s';
import { LlmChart, MockLlm } from 'cdk8s-llm';
const app = new App();
new MockLlm(new LlmChart(app, 'chatbot', { namespace: 'chatbot' }), 'llm');
app.synth();
`,
};

beforeAll(() => {
  packed = JSON.parse(run('node', join(root, 'test/pack/consumer.mjs'), consumer)) as string[];
  for (const [name, text] of Object.entries(project)) writeFileSync(join(consumer, name), text);
}, 120_000);

afterAll(() => {
  rmSync(consumer, { recursive: true });
});

test('the tarball holds the built library, the embedded programs and the docs, nothing else', () => {
  const paths = Object.keys(readTree(join(root, 'lib'))).filter((path) => path.endsWith('.ts'));
  const patterns = [/^programs\/(\w[\w-]*)\/main\.ts$/, /^programs\/(.*)\/api\.d\.ts$/, /^(?!programs\/)(.*)\.ts$/];
  const [programs, typed, modules] = patterns.map((pattern) => paths.flatMap((path) => pattern.exec(path)?.[1] ?? []));
  const imports = readdirSync(join(root, 'imports')).flatMap((file) => /^(.*)\.ts$/.exec(file)?.[1] ?? []);
  expect(packed.sort()).toEqual(
    [
      ...[...modules!.map((name) => `lib/${name}`), ...imports.map((name) => `imports/${name}`)].flatMap((name) => [
        `build/${name}.js`,
        `build/${name}.d.ts`,
      ]),
      ...programs!.map((name) => `build/programs/${name}.js`),
      ...typed!.map((name) => `build/programs/${name}.d.ts`),
      ...Object.keys(readTree(join(root, 'docs'))).map((path) => `docs/${path}`),
      ...['LICENSE', 'README.md', 'package.json'],
    ].sort(),
  );
});

test('the packed types are whole', () => {
  const program = ts.createProgram([join(consumer, 'main.ts')], {
    module: ts.ModuleKind.Node16,
    strict: true,
    types: [],
  });
  const ours = program.getSourceFiles().filter(({ fileName }) => /cdk8s-llm|main\.ts/.test(fileName));
  const diagnostics = ours.flatMap((file) => [...program.getSemanticDiagnostics(file)]);
  expect(diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))).toEqual([]);
  expect(ours.length).toBeGreaterThan(1);
}, 60_000);

test('three lines of main.ts synthesize in a project that has installed it', () => {
  run('npx', 'cdk8s', 'synth', '--no-check-upgrade');
  const dist = join(consumer, 'dist');
  const documents = readdirSync(dist).flatMap((file) => parseAllDocuments(readFileSync(join(dist, file), 'utf8')));
  const kinds = documents.map((document) => document.get('kind') as string);
  expect(kinds).toEqual(expect.arrayContaining(['Namespace', 'Deployment', 'Service', 'ConfigMap']));
}, 60_000);

test('a test of theirs starts the mock by two lines, and a shell by one', () => {
  const script = `import { startMock } from 'cdk8s-llm/mock';
const { url, stop } = await startMock();
console.log((await fetch(url + '/health')).status);
await stop();`;
  expect(run('node', '--input-type=module', '--eval', script)).toBe('200\n');
  expect(run('node', 'node_modules/cdk8s-llm/build/programs/cli.js', '--help')).toContain('Usage: cdk8s-llm mock');
});

/** The output of a command in the consumer's project; its failure says what it printed. */
function run(command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { cwd: consumer, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(stdout + stderr, { cause: error });
  }
}
