import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { BadInput } from './exit';

/** The parser that cdk8s brings. Its own `Yaml.load` skips what it cannot read. */
const { LineCounter, parseAllDocuments, parseDocument } = createRequire(createRequire(__filename).resolve('cdk8s'))(
  'yaml',
) as typeof Yaml;

/** @throws BadInput with the place of what is no JSON. */
export function readJson(path: string): unknown {
  const text = read(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadInput(`${path}${placeIn(text, error as Error)}: is not valid JSON: ${plain(error as Error)}`);
  }
}

/** The documents of a file. @throws BadInput with the place of what is no YAML. */
export function readYaml(path: string): unknown[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(read(path), { version: '1.1', lineCounter: lines, prettyErrors: false });
  return documents.map((document) => {
    const [problem] = document.errors;
    if (problem) throw new BadInput(`${path}${place(lines, problem.pos[0])}: is not valid YAML: ${problem.message}`);
    try {
      return document.toJS() as unknown;
    } catch (error) {
      throw new BadInput(`${path}: is not valid YAML: ${(error as Error).message}`);
    }
  });
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new BadInput(`${path}: cannot be read: ${(error as Error).message}`);
  }
}

/** Node says the position of some mistakes; of the others most are none of YAML's JSON either. */
function placeIn(text: string, { message }: Error): string {
  const lines = new LineCounter();
  const { errors } = parseDocument(text, { schema: 'json', lineCounter: lines, prettyErrors: false });
  const said = / at position (\d+)/.exec(message)?.[1];
  const position = said === undefined ? errors[0]?.pos[0] : Number(said);
  return position === undefined ? '' : place(lines, position);
}

function place(lines: Yaml.LineCounter, position: number): string {
  const { line, col } = lines.linePos(position);
  return `:${line}:${col}`;
}

/** Without the text that Node repeats, and the position. */
const plain = ({ message }: Error): string =>
  message.replace(/, (\.\.\.)?"[^]*" is not valid JSON$| in JSON at position [^]*$/, '');
