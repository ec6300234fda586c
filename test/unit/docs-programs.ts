import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import ts from 'typescript';
import * as library from '../../lib';

/** What a program of the pages can import, by the names that its reader would write. */
const modules: Record<string, unknown> = { cdk8s, 'cdk8s-plus-27': plus, 'cdk8s-llm': library, './lib': library };

/** Runs a program as its reader would, and returns the new folder below `parent` that it wrote to. */
export function run(program: string, parent: string): string {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(program, { compilerOptions: options });
  process.env.CDK8S_OUTDIR = mkdtempSync(join(parent, 'dist-'));
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the pages are ours
  new Function('require', 'exports', outputText)((name: string) => modules[name], {});
  return process.env.CDK8S_OUTDIR;
}

/** What the compiler says of programs, by where they stand. */
export function complaints(root: string, programs: readonly (readonly [where: string, text: string])[]): string[] {
  const files = new Map(
    programs.map(([where, text], index) => [join(root, `program-${index}.ts`), { where, text }] as const),
  );
  const options = {
    ...optionsOf(root),
    types: [],
    baseUrl: root,
    paths: { 'cdk8s-llm': ['./lib'], 'cdk8s-llm/mock': ['./lib/programs/mock/api.d.ts'] },
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (path, version, ...others) => {
    const file = files.get(path);
    return file ? ts.createSourceFile(path, file.text, version) : read(path, version, ...others);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files].flatMap(([path, { where }]) => {
    const file = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText }) => `${where}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  });
}

function optionsOf(root: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  return ts.parseJsonConfigFileContent({ ...config, files: ['main.ts'], include: [] }, ts.sys, root).options;
}
