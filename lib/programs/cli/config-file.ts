import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Document, isNode, LineCounter, parseDocument, stringify } from 'yaml';
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
  throw new Error(`${path}:${lines.linePos(problem.pos[0]).line}: is not valid YAML: ${problem.message}`);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${path}: cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** Of the value at the path, or of what it would stand in. */
function lineOf(document: Document, path: string, lines: LineCounter): number {
  const keys = path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  for (let length = keys.length; length > 0; length -= 1) {
    const node = document.getIn(keys.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
