import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { readConfig } from '../../lib/programs/mock-llm/config';
import { blocksOf, deadLinks, holds, interfacesOf, readPages, sidesOf, tablesOf } from './docs';
import { complaints, run } from './docs-programs';
import { doorNames, readTree } from './house';

const root = join(__dirname, '../..');
const out = mkdtempSync(join(tmpdir(), 'docs-'));
const pages = readPages(root);
const blocks = pages.flatMap(blocksOf);
const marked = (language: string, mark: string) =>
  blocks.filter((block) => block.language === language && block.mark === mark);

const examples = [
  ...marked('ts', 'example').map(({ where, text }) => [where, text] as const),
  ...marked('diff', 'example').flatMap(({ where, text }) =>
    sidesOf(text).map((side, index) => [`${where}, ${index === 0 ? 'before' : 'after'}`, side] as const),
  ),
];
const typed = marked('ts', 'typed').map(({ where, text }) => [where, text] as const);
const refusals = marked('ts', 'refused').map(({ where, text, next }) => [where, text, next] as const);

afterAll(() => {
  rmSync(out, { recursive: true });
});

test('every block of code says what it proves', () => {
  const proofs: Record<string, RegExp> = {
    ts: /^(example|refused|typed|main\.ts)$/,
    diff: /^example$/,
    yaml: /^\S+\.yaml$/,
  };
  const silent = blocks.filter(({ language, mark }) => !(proofs[language] ?? /^/).test(mark));
  expect(silent.map(({ where }) => where)).toEqual([]);
});

test('every program on the pages has the right types', () => {
  expect(complaints(root, [...examples, ...typed, ...refusals.map(([where, text]) => [where, text] as const)])).toEqual(
    [],
  );
}, 60_000);

test.each(examples)('%s synthesizes', (_, text) => {
  const folder = run(text, out);
  expect(readdirSync(folder).filter((file) => statSync(join(folder, file)).size > 0)).not.toEqual([]);
});

test.each(refusals)('%s is refused in the words below it', (_, text, words) => {
  expect(() => run(text, out)).toThrow(new Error(words.trimEnd()));
});

test('the README shows main.ts as it is', () => {
  const main = readFileSync(join(root, 'main.ts'), 'utf8');
  expect(marked('ts', 'main.ts').map(({ text }) => holds(main, text))).toEqual([true]);
});

const configs = marked('yaml', 'mock.yaml');

test.each(configs)('$where is a configuration that the mock takes', ({ text }) => {
  expect(() => readConfig(parse(text))).not.toThrow();
});

test.each(blocks.filter((block) => block.language === 'yaml' && !configs.includes(block)))(
  '$where is an excerpt of the file',
  ({ mark, text }) => {
    expect(holds(readFileSync(join(root, mark), 'utf8'), text)).toBe(true);
  },
);

const door = doorNames(readFileSync(join(root, 'lib/index.ts'), 'utf8'));
const interfaces = new Map(
  ['props', 'values']
    .flatMap((room) => Object.values(readTree(join(root, 'lib', room))))
    .flatMap((source) => [...interfacesOf(source)])
    .filter(([name]) => door.includes(name)),
);

test.each([...interfaces])('a table holds each member of %s with its default', (name, members) => {
  const rows = pages.flatMap(({ text }) => tablesOf(text, `\`${name}\``));
  expect(rows.map(([member]) => member).sort()).toEqual(members.map((member) => member.name).sort());
  const cells = new Map(rows.map(([member, ...others]) => [member, others]));
  expect(members.filter(({ name, fallback }) => fallback && !cells.get(name)!.includes(fallback))).toEqual([]);
});

test('the tables of objects hold what main.ts makes, in both variants', () => {
  const rows = pages.flatMap(({ text }) => tablesOf(text, 'Objects'));
  const made = ['', 'production'].flatMap(objectsOfMain).filter((object) => !object.includes('chatbot-embedder'));
  expect([...new Set(rows.map(([kind, name]) => `${kind} ${name}`))].sort()).toEqual([...new Set(made)].sort());
});

test('no link leads nowhere', () => {
  const read = (path: string) => {
    const file = join(root, path);
    return existsSync(file) ? (statSync(file).isFile() ? readFileSync(file, 'utf8') : '') : undefined;
  };
  expect(pages.flatMap((page) => deadLinks(page, read))).toEqual([]);
});

test('the README leads to every page', () => {
  const [readme, ...others] = pages;
  expect(others.filter(({ path }) => !readme!.text.includes(`](${path}`)).map(({ path }) => path)).toEqual([]);
});

test('the commands on the pages exist', () => {
  const { scripts, bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, object>;
  const text = pages.map((page) => page.text).join('\n');
  const named = [...text.matchAll(/npm (?:run ([\w:]+)|(test)\b)/g)].map(([, name, test]) => name ?? test!);
  const tools = [...text.matchAll(/npx ([\w-]+)/g)].map(([, name]) => name!);
  expect(named.filter((name) => !(name in scripts!))).toEqual([]);
  expect(tools.filter((name) => !(name in bin!) && !existsSync(join(root, 'node_modules/.bin', name)))).toEqual([]);
  expect(named).toEqual(expect.arrayContaining(['synth', 'test', 'test:cluster']));
});

/** Kind and name of each object that main.ts makes in a variant. */
function objectsOfMain(variant: string): string[] {
  process.env.CDK8S_LLM_VARIANT = variant;
  const folder = run(readFileSync(join(root, 'main.ts'), 'utf8'), out);
  delete process.env.CDK8S_LLM_VARIANT;
  const documents = readdirSync(folder).flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), 'utf8')));
  const names = documents.map((document) => document.toJS() as { kind: string; metadata: { name: string } });
  return names.map(
    ({ kind, metadata }) => `${kind} ${metadata.name.replace(/-(secret|download)-[0-9a-f]{8}$/, '-$1-HASH')}`,
  );
}
