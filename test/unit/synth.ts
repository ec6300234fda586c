import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { App } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { LlmChart, type LlmChartProps } from '../../lib';

/** An object as the API server would read it. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly [field: string]: any;
}

/** Whatever a program puts into a chart. */
export type Program = (chart: LlmChart) => unknown;

/** Everything that a program writes, in the order of its files. */
export function synth(program: Program, props?: LlmChartProps): KubeObject[] {
  const app = new App();
  program(new LlmChart(app, 'chatbot', props));
  return app.charts.flatMap((chart) => chart.toJson() as KubeObject[]);
}

/** The files that `main.ts` writes, run as `cdk8s synth` runs it. */
export async function synthMain(variant = ''): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'main-'));
  const env = { ...process.env, CDK8S_OUTDIR: folder, CDK8S_LLM_VARIANT: variant };
  try {
    const cwd = join(__dirname, '../..');
    await promisify(execFile)('node', ['-r', 'ts-node/register/transpile-only', 'main.ts'], { cwd, env });
    return new Map(
      readdirSync(folder)
        .sort()
        .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** YAML as kubectl reads it: its booleans and numbers are those of version 1.1. */
export const parse = (yaml: string, version: '1.1' | '1.2' = '1.1'): KubeObject[] =>
  parseAllDocuments(yaml, { version }).map((document) => document.toJS() as KubeObject);

export const ofKind = (objects: readonly KubeObject[], kind: string): KubeObject[] =>
  objects.filter((object) => object.kind === kind);

/** One object by kind and name: `Deployment/chatbot-web`. */
export function find(objects: readonly KubeObject[], title: string): KubeObject {
  const found = objects.filter((object) => titleOf(object) === title);
  if (found.length !== 1) throw new Error(`${found.length} objects are ${title}`);
  return found[0]!;
}

export const titleOf = ({ kind, metadata }: KubeObject): string => `${kind}/${metadata.name}`;
