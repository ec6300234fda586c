import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { doorNames } from './house';

const root = join(__dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'jsii-'));

afterAll(() => {
  rmSync(copy, { recursive: true });
});

test('jsii compiles the library, and every name of the door reaches the other languages', () => {
  layOut(copy);
  const config = ['--tsconfig', 'tsconfig.build.json', '--validate-tsconfig', 'minimal'];
  const warnings = ['--fail-on-warnings', '--silence-warnings', 'reserved-word']; // `namespace` is one in C#
  const { status, stdout, stderr } = spawnSync('npx', ['jsii', ...config, ...warnings], {
    cwd: copy,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stdout || stderr);

  const assembly = JSON.parse(readFileSync(join(copy, '.jsii'), 'utf8')) as { types: object };
  const names = Object.keys(assembly.types).map((name) => name.replace('cdk8s-llm.', ''));
  expect(names.sort()).toEqual(doorNames(readFileSync(join(root, 'lib/index.ts'), 'utf8')));
}, 60_000);

/** A copy, because jsii writes its files where it compiles and wants fields in package.json that npm does not. */
function layOut(folder: string): void {
  for (const file of ['tsconfig.json', 'tsconfig.build.json']) cpSync(join(root, file), join(folder, file));
  cpSync(join(root, 'lib'), join(folder, 'lib'), { recursive: true, filter: (path) => !path.endsWith('/programs') });
  cpSync(join(root, 'imports'), join(folder, 'imports'), { recursive: true });
  writeFileSync(join(folder, 'README.md'), '');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as object;
  const fields = {
    author: { name: 'cdk8s-llm' },
    repository: { type: 'git', url: 'https://example.com/cdk8s-llm.git' },
    jsii: { outdir: 'jsii', targets: {} },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, ...fields }));
}

const linted = lintRule('lib/props/example.ts');
const refuses = test.each<[string, string]>;

refuses([
  ['a literal union', `export interface P { readonly a?: 'x' | 'y' }`],
  ['a literal beside a type', `export class A { b(c: string | 0): void {} }`],
  ['a generic class', `export class A<T> { b?: T }`],
  ['a generic method', `export class A { b<T>(c: T): T { return c; } }`],
  ['a function as a prop', `export interface P { readonly a: () => void }`],
  ['a readonly array', `export interface P { readonly a: readonly string[] }`],
  ['a ReadonlyArray', `export interface P { readonly a: ReadonlyArray<string> }`],
  ['a mapped type', `export interface P { readonly a: Partial<B> }`],
  ['a const enum', `export const enum A { B = 'b' }`],
  ['a bare function', `export function a(): void {}`],
  ['a bare constant', `export const a = 1`],
  ['a prop that can be written', `export interface P { a?: string }`],
  ['a getX method', `export class A { getB(): string { return ''; } }`],
  ['a setX method of an interface', `export interface IA { setB(b: string): void }`],
  ['a method called with', `export class A { with(): void {} }`],
])('lint refuses %s in the API', (_, code) => {
  expect(brokenRules(code)).toEqual(['no-restricted-syntax']);
});

test('lint accepts the plain forms', () => {
  const plain = `export interface P { readonly a?: string[]; readonly b?: Record<string, A> }
    export enum A { B = 'b' }
    export class C { static of(p: P): C { const q: 'x' | 'y' = 'x'; return new C(p, q); } private getD(e: 'x' | 'y') {} }
    const hidden = <T>(t: T): T => t;`;
  expect(brokenRules(plain)).toEqual([]);
});

function brokenRules(code: string): (string | null)[] {
  const config = { files: ['**/*.ts'], languageOptions: { parser }, rules: linted };
  return new Linter().verify(code, [config] as Linter.Config[], 'a.ts').map(({ ruleId }) => ruleId);
}

/** The syntax rule that eslint.config.mjs sets for a file; jest cannot import that module itself. */
function lintRule(file: string): Linter.RulesRecord {
  const printed = execFileSync('npx', ['eslint', '--print-config', file], { cwd: root, encoding: 'utf8' });
  const { rules } = JSON.parse(printed) as { rules: Linter.RulesRecord };
  return { 'no-restricted-syntax': rules['no-restricted-syntax']! };
}
