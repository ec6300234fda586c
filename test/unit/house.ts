import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** Files below a folder: their text by their path in it. */
export type Tree = Record<string, string>;

/** Each room of lib/ and the rooms that it may look into: data → values → props → plan → manifest → constructs → index.ts. */
const rooms: Record<string, string[]> = {
  data: ['data'],
  values: ['data', 'values'],
  props: ['values', 'props'],
  plan: ['data', 'values', 'props', 'plan'],
  manifest: ['values', 'plan', 'manifest'],
  constructs: ['values', 'props', 'plan', 'manifest', 'constructs'],
  'index.ts': ['values', 'props', 'constructs'],
  cli: ['values', 'plan', 'cli'],
  programs: ['programs'],
};

/** Everything in lib/ that breaks a rule of the house, one sentence each. */
export function violations(lib: Tree): string[] {
  const sources = Object.entries(lib).filter(([path]) => path.endsWith('.ts'));
  const named = new Map(sources.map(([path, text]) => [path, imports(path, text, lib)]));
  const loaded = new Map(sources.map(([path, text]) => [path, imports(path, compiled(text), lib)]));
  const plans = sources.filter(([path]) => roomOf(path) === 'plan');
  return [
    ...[...named].flatMap(([path, targets]) => trespasses(path, targets)),
    ...plans.flatMap(([path]) => frameworks(path, loaded)),
    ...plans.filter(([, text]) => /import[^;]*\bk8s\b/.test(text)).map(([path]) => `${path} names Kubernetes types`),
    ...cycles(named),
    ...Object.entries(lib).flatMap(([path, text]) => tooLong(path, text.split('\n').length - 1)),
    ...(/^export \*/m.test(lib['index.ts'] ?? '') ? ['index.ts has an export *'] : []),
  ];
}

/** The names in the `export { … } from` lines of the door, sorted. */
export function doorNames(index: string): string[] {
  const lists = [...index.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list]) => list!.split(','));
  return lists
    .map((name) => name.trim())
    .filter(Boolean)
    .sort();
}

export function readTree(folder: string): Tree {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

/** What a file imports: paths in lib as they are spelled there, and names of packages. */
function imports(path: string, text: string, lib: Tree): string[] {
  const names = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return names.map((name) => {
    if (!name.startsWith('.')) return name;
    const target = normalize(join(dirname(path), name));
    return [target, `${target}.ts`, `${target}/index.ts`].find((candidate) => candidate in lib) ?? target;
  });
}

/** The JavaScript of a file, in which imports that served only as types are gone. */
function compiled(text: string): string {
  return ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS } }).outputText;
}

function roomOf(path: string): string {
  return path.split('/')[0]!;
}

function trespasses(path: string, targets: string[]): string[] {
  const allowed = rooms[roomOf(path)];
  if (!allowed) return [`${path} is in no room`];
  return targets
    .filter((target) => target.includes('/') && roomOf(target) in rooms && !allowed.includes(roomOf(target)))
    .map((target) => `${path} imports ${target}, but ${roomOf(path)} sees only ${allowed.join(', ')}`);
}

/** The shortest way on which a file loads cdk8s, if there is one. */
function frameworks(path: string, loaded: Map<string, string[]>): string[] {
  const ways = [[path]];
  const seen = new Set<string>();
  for (let way = ways.shift(); way; way = ways.shift()) {
    const end = way.at(-1)!;
    if (/^(cdk8s|cdk8s-plus-\d+|constructs)$/.test(end)) return [`${way.join(' → ')} is loaded at run time`];
    if (!seen.has(end)) for (const next of loaded.get(end) ?? []) ways.push([...way, next]);
    seen.add(end);
  }
  return [];
}

/** Every cycle once, told from the file where the walk enters it. */
function cycles(named: Map<string, string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, way: string[]): void => {
    const start = way.indexOf(path);
    if (start >= 0) found.push(`${[...way.slice(start), path].join(' → ')} is a cycle`);
    if (start >= 0 || done.has(path)) return;
    for (const next of named.get(path) ?? []) walk(next, [...way, path]);
    done.add(path);
  };
  for (const path of named.keys()) walk(path, []);
  return found;
}

function tooLong(path: string, lines: number): string[] {
  return lines > 200 ? [`${path} has ${lines} lines, at most 200`] : [];
}
