// A text that a regular expression matches: of alternatives the first, of repetitions the fewest that are enough.
import { createContext, Script } from 'node:vm';
import { badRequest } from '../errors';
import { Patience } from './patience';

/** Tried for every single place, in this order. */
const CHARACTERS = Array.from(
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_.,:;/@#+*=!?&%$~|^\'"`()[]{}<>\\\tàé\n',
);

const LONGEST = 10_000;

/** Groups within groups: far less than any stack holds. */
const DEEPEST = 200;

/** Undefined when there is none that this simple way finds. */
export function matching(
  pattern: string,
  [least, most]: readonly [number, number],
  turn: number,
  patience: Patience,
): string | undefined {
  return patience.spend(() => search(pattern, [least, most], turn, patience));
}

function search(
  pattern: string,
  [least, most]: readonly [number, number],
  turn: number,
  patience: Patience,
): string | undefined {
  const expression = compiled(pattern);
  if (!expression) return undefined;
  const fits = (text: string): boolean =>
    text.length >= least && text.length <= most && tested(expression, text, patience.left);
  const [seen, found] = [new Set<string>(), new Set<string>()];
  const missing = Math.max(0, least - new Generator(pattern, 0, 0, patience).text().length);
  for (const extra of [0, 1, 2, 3, 5, 8, 13, least, missing])
    for (const shift of [0, turn, turn * 7]) {
      const text = new Generator(pattern, extra, shift, patience).text();
      if (patience.left <= 0) return [...found][0];
      const padded = pattern.endsWith('$') ? text : text.padEnd(least, 'a');
      for (const candidate of [text, padded]) {
        if (!seen.has(candidate) && fits(candidate)) found.add(candidate);
        seen.add(candidate);
      }
      if (found.size > turn) return [...found][turn];
    }
  return [...found][0];
}

let room: object | undefined;
const test = new Script('expression.test(text)');

/** Unlike the time of a plain call, that of a script can be limited. */
function tested(expression: RegExp, text: string, timeout: number): boolean {
  if (timeout <= 0) return false;
  try {
    room ??= createContext({});
    Object.assign(room, { expression, text });
    return test.runInContext(room, { timeout }) as boolean;
  } catch {
    return false;
  }
}

function compiled(source: string, flags = 'u'): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return flags ? compiled(source, '') : undefined;
  }
}

/** Walks over the pattern once and writes as it goes. */
class Generator {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly pattern: string,
    private readonly extra: number,
    private readonly shift: number,
    private readonly patience: Patience,
  ) {}

  text(): string {
    let first: string | undefined;
    let run = '';
    while (this.at < this.pattern.length && this.pattern[this.at] !== ')') {
      if (run.length > 10 * LONGEST || this.patience.left <= 0) this.at = this.pattern.length;
      if (this.pattern[this.at] === '|') {
        this.at += 1;
        first ??= run;
        run = '';
      } else {
        run += this.repeated();
      }
    }
    return first ?? run;
  }

  private repeated(): string {
    const piece = this.piece();
    const quantifier = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(this.pattern.slice(this.at, this.at + 24));
    if (!quantifier) return piece;
    this.at += quantifier[0].length;
    const [sign, from, comma, to] = quantifier;
    const least = from === undefined ? Number(sign.startsWith('+')) : Number(from);
    const most = from === undefined ? (sign.startsWith('?') ? 1 : Infinity) : comma ? Number(to || Infinity) : least;
    return piece.repeat(Math.min(least + this.extra, most, Math.floor(LONGEST / (piece.length || 1))));
  }

  private piece(): string {
    const [character] = this.take(/^[^]/u);
    if (character === '^' || character === '$') return '';
    if (character === '(') return this.group();
    if (character === '[') return this.oneOf(`[${this.take(/^\^?\]?(?:\\[^]|[^\]\\])*\]/)[0]!}`);
    if (character === '.') return this.oneOf('.');
    if (character !== '\\') return character!;
    const [escape] = this.take(/^(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[^])/u);
    return /^[bB]$/.test(escape!) ? '' : this.oneOf(`\\${escape!}`);
  }

  private group(): string {
    const [look] = this.take(/^(?:\?(?:[:=!]|<[=!]|<[^>]*>))?/);
    if (++this.depth > DEEPEST) throw badRequest('A pattern of the schema is nested too deeply');
    const text = this.text();
    this.depth -= 1;
    this.at += 1;
    return /[=!]$/.test(look!) ? '' : text;
  }

  private oneOf(source: string): string {
    const place = compiled(`^${source}$`);
    const possible = place ? CHARACTERS.filter((character) => place.test(character)) : [];
    if (possible.length > 0) return possible[this.shift % possible.length]!;
    // An escape of one character outside the list, such as \u00fc.
    return /^\\u([\da-fA-F]{4})$/.test(source) ? String.fromCharCode(parseInt(source.slice(2), 16)) : '';
  }

  private take(expression: RegExp): string[] {
    const match = expression.exec(this.pattern.slice(this.at)) ?? [''];
    this.at += match[0].length;
    return [...match];
  }
}
