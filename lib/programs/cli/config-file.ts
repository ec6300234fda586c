import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Document, isMap, isNode, isSeq, LineCounter, Pair, parseDocument, stringify } from 'yaml';
import { Config, readConfig } from '../mock-llm/config';
import { Mismatch } from '../mock-llm/shape';

/** Reads YAML, of which JSON is a part; throws one line that names file, line and key. */
export function readConfigFile(path: string, apiKey?: string): Config {
  const lines = new LineCounter();
  const document = parsed(path, lines);
  try {
    return readConfig(document.toJS() ?? {}, apiKey);
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    throw new Error(`${path}:${lineOf(document, error.path, lines)}: ${error.message}`, { cause: error });
  }
}

/** Puts a list into a file and leaves the rest of its values; the file is never half written. */
export function writeMember(path: string, member: string, value: unknown): void {
  const content = { ...(readPlain(path) as object), [member]: value };
  const text = /\.ya?ml$/.test(path) ? stringify(content) : `${JSON.stringify(content, null, 2)}\n`;
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
}

/** The values of a file; one that is not there has none. */
export function readPlain(path: string): Readonly<Record<string, unknown>> {
  try {
    return (parsed(path, new LineCounter()).toJS() ?? {}) as Record<string, unknown>;
  } catch (error) {
    if (((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return {};
    throw error;
  }
}

function parsed(path: string, lines: LineCounter): Document {
  const document = parseDocument(read(path), { lineCounter: lines, prettyErrors: false });
  const [problem] = document.errors;
  if (!problem) return document;
  const language = path.endsWith('.json') ? 'JSON' : 'YAML';
  throw new Error(`${path}:${lines.linePos(problem.pos[0]).line}: is not valid ${language}: ${problem.message}`);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${path}: cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** Of the key at the end of the path, or of what it would stand in. A key may have dots of its own. */
function lineOf({ contents }: Document, path: string, lines: LineCounter): number {
  let [at, node, rest]: [unknown, unknown, string] = [contents, contents, path];
  for (let step = stepInto(node, rest); step; step = stepInto(node, rest)) [at, node, rest] = step;
  return isNode(at) && at.range ? lines.linePos(at.range[0]).line : 1;
}

type Step = [at: unknown, node: unknown, rest: string];

function stepInto(node: unknown, path: string): Step | undefined {
  if (isSeq(node)) {
    const [index, number] = /^\[(\d+)\]/.exec(path) ?? [];
    const item = node.items[Number(number)];
    return index && item ? [item, item, path.slice(index.length)] : undefined;
  }
  if (!isMap(node)) return undefined;
  const rest = path.replace(/^\./, '');
  const fits = ({ key }: Pair): boolean =>
    /^$|^[.[]/.test(rest.slice(String(key).length)) && rest.startsWith(String(key));
  const pair = node.items.filter(fits).sort((a, b) => String(b.key).length - String(a.key).length)[0];
  return pair && rest !== '' ? [pair.key, pair.value, rest.slice(String(pair.key).length)] : undefined;
}
