/** A flag and what stands behind it, up to the next one. */
export interface Option {
  /** As the engine lists it: `--max-num-seqs`, `-q`. */
  readonly flag: string;
  /** As it is written, without its value: `--max_num_seqs`, `--compilation-config.mode`. */
  readonly word: string;
  /** Of `--compilation-config.mode 3`, a part of what the flag takes. */
  readonly part: boolean;
  readonly values: readonly string[];
  /** Whether the first value is in the same word: `--dtype=half`. */
  readonly attached: boolean;
}

export interface Options {
  readonly options: readonly Option[];
  /** Words before the first flag. */
  readonly strays: readonly string[];
}

/** The words as Python's argparse groups them. */
export function optionsIn(words: readonly string[]): Options {
  const starts = words.flatMap((word, index) => (isFlag(word) ? [index] : []));
  return {
    strays: words.slice(0, starts[0]),
    options: starts.map((start, index) => optionOf(words[start] ?? '', words.slice(start + 1, starts[index + 1]))),
  };
}

/** `-1` is a number; behind a short flag a space is a part of its value. */
const isFlag = (word: string): boolean => /^-./.test(word) && !/^-\d+$/.test(word) && !/^--[^=]*\s/.test(word);

function optionOf(word: string, behind: readonly string[]): Option {
  const [, level] = /^-O=?(.*)$/.exec(word) ?? [];
  if (level !== undefined)
    return {
      flag: '--optimization-level',
      word: '-O',
      part: false,
      values: level ? [level, ...behind] : behind,
      attached: level !== '',
    };
  const at = word.indexOf('=');
  const name = at < 0 ? word : word.slice(0, at);
  return {
    flag: flagOf(word),
    word: name,
    part: name.includes('.'),
    values: at < 0 ? behind : [word.slice(at + 1), ...behind],
    attached: at >= 0,
  };
}

/** `--max_num_seqs=8` and `--compilation-config.mode` as they are listed. */
export const flagOf = (arg: string): string => (arg.split(/[=.]/)[0] ?? '').replace(/_/g, '-');

/** The value behind a flag, in the same word or in the next one; of the last one if it is there twice. */
export function flagValue(args: readonly string[], flag: string): string | undefined {
  const index = args.map(flagOf).lastIndexOf(flag);
  const word = args[index];
  if (word === undefined) return undefined;
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : (args[index + 1] ?? '');
}
