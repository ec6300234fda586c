import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const root = join(__dirname, '../..');
const folder = join(root, 'examples');
const examples = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'main.ts')));
const outputs = mkdtempSync(join(tmpdir(), 'examples-'));
afterAll(() => rmSync(outputs, { recursive: true }));

test('the four systems of the brief are there', () => {
  expect(examples).toEqual(['chatbot-api', 'llmops', 'minikube-mock', 'three-tier']);
});

test.each(examples)('the committed dist/ of %s is what its main.ts says (npm run synth:examples)', (name) => {
  expect(filesOf(synth(name))).toEqual(filesOf(join(folder, name, 'dist')));
});

test('MOCK_LLM=false puts a GPU in the place of the mock, and of the app nothing changes but model name and patience', () => {
  const [mock, real] = [{}, { MOCK_LLM: 'false' }].map((env) => deployments(synth('minikube-mock', env)));
  expect(mock!['llm']).toContain('/app/mock-llm.js');
  expect(real!['llm']).toContain('"nvidia.com/gpu":"1"');
  const [name, patience] = ['"mock-llm"', '"terminationGracePeriodSeconds":40'];
  expect(real!['llm-app']).toBe(
    mock!['llm-app']!.replace(name, '"Qwen/Qwen3-8B"').replace(patience, '"terminationGracePeriodSeconds":130'),
  );
});

/** Without the CLI, which would only delete the folder first. */
function synth(name: string, env: NodeJS.ProcessEnv = {}): string {
  const output = mkdtempSync(join(outputs, `${name}-`));
  const main = join(folder, name, 'main.ts');
  execFileSync('node', ['-r', 'ts-node/register/transpile-only', main], {
    cwd: root,
    env: { ...process.env, CDK8S_OUTDIR: output, ...env },
  });
  return output;
}

function filesOf(path: string): Record<string, string> {
  return Object.fromEntries(readdirSync(path).map((file) => [file, readFileSync(join(path, file), 'utf8')]));
}

/** As JSON, by name. */
function deployments(path: string): Record<string, string> {
  const objects = Object.values(filesOf(path)).flatMap((text) =>
    parseAllDocuments(text).map((document) => document.toJS()),
  );
  return Object.fromEntries(
    objects.filter(({ kind }) => kind === 'Deployment').map((object) => [object.metadata.name, JSON.stringify(object)]),
  );
}
