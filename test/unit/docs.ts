import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** A Markdown file, by its path in the repository. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** A fenced block. Its first line is a comment that says what it must prove. */
export interface Block {
  readonly where: string;
  readonly language: string;
  readonly mark: string;
  readonly text: string;
  /** The text of the block behind it on the page. */
  readonly next: string;
}

/** A member of an interface, with its default when that is code and not prose. */
export interface Member {
  readonly name: string;
  readonly fallback: string;
}

export function readPages(root: string): Page[] {
  const docs = readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`);
  return ['README.md', 'CONTRIBUTING.md', ...docs].map((path) => ({
    path,
    text: readFileSync(join(root, path), 'utf8'),
  }));
}

export function blocksOf({ path, text }: Page): Block[] {
  const fences = [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)];
  return fences.map(([, language = '', body = ''], index) => {
    const [first = '', ...rest] = body.split('\n');
    const mark = /^\s*(?:\/\/|#) (.*)$/.exec(first)?.[1] ?? '';
    const where = `${path}, block ${index + 1}`;
    return { where, language, mark, text: rest.join('\n'), next: fences[index + 1]?.[2] ?? '' };
  });
}

/** A diff is two programs: what is there before it, and after it. */
export function sidesOf(diff: string): [before: string, after: string] {
  const side = (gone: string) => diff.replace(new RegExp(`^\\${gone}.*\\n`, 'gm'), '').replace(/^[-+ ]/gm, '');
  return [side('+'), side('-')];
}

/** Whether `excerpt` stands in `file`, however deep it is indented there. */
export function holds(file: string, excerpt: string): boolean {
  const lines = file.split('\n');
  const wanted = excerpt.trimEnd().split('\n');
  return lines.some((line, start) => {
    const indent = line.slice(0, line.search(/\S|$/));
    return wanted.every((text, index) => lines[start + index] === (text ? indent + text : ''));
  });
}

/** The rows of the table below each heading that says `title`, as their cells, without the head. */
export function tablesOf(text: string, title: string): string[][] {
  const table = new RegExp(`^#+ .*${title}.*\\n(?:(?!#|\\|).*\\n)*((?:\\|.*\\n)+)`, 'gm');
  const rows = [...text.matchAll(table)].flatMap(([, found = '']) => found.trim().split('\n').slice(2));
  return rows.map((row) => row.slice(1, -1).split('|').map(plain));
}

const plain = (cell: string): string => cell.replaceAll('`', '').trim();

/** What the exported interfaces of a source file consist of, without what they inherit. */
export function interfacesOf(source: string): Map<string, Member[]> {
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true);
  const declared = file.statements.filter(ts.isInterfaceDeclaration);
  return new Map(declared.map(({ name, members }) => [name.text, members.map((member) => memberOf(member, file))]));
}

function memberOf(member: ts.TypeElement, file: ts.SourceFile): Member {
  const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === 'default');
  const fallback = ts.getTextOfJSDocComment(tag?.comment) ?? '';
  return { name: member.name!.getText(file), fallback: fallback.startsWith('- ') ? '' : fallback };
}

/** The links of a page that lead nowhere in the repository: a file that is not there, or a heading that is not in it. */
export function deadLinks({ path, text }: Page, read: (path: string) => string | undefined): string[] {
  const links = [...text.replace(/^```[^]*?^```$/gm, '').matchAll(/\]\((?!\w+:)([^)#]*)(?:#([^)]*))?\)/g)];
  return links
    .filter(([, file, anchor]) => {
      const target = file ? read(join(dirname(path), file)) : text;
      return target === undefined || (anchor !== undefined && !anchorsOf(target).includes(anchor));
    })
    .map(([link]) => `${path}: ${link}`);
}

/** As GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading!);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}
