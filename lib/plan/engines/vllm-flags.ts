import tables from '../../data/vllm-flags.json';
import { Problems } from '../problems';
import { Option, Options } from './vllm-options';
import { checkValue } from './vllm-values';

/** Of one version: the flags by what they take, and the words that some may be given. */
type Table = Readonly<Record<string, readonly string[]>> & {
  readonly choice: Readonly<Record<string, readonly string[]>>;
};

const known = tables as unknown as Readonly<Record<string, Table>>;

/** A flag is of no use without the other. */
const NEEDS: Readonly<Record<string, string>> = {
  '--enable-auto-tool-choice': '--tool-call-parser',
  '--enable-log-outputs': '--enable-log-requests',
};

/** Refuses what the engine would refuse when it starts; of another version than those of the table nothing is known. */
export function checkFlags(problems: Problems, { options, strays }: Options, version: string | undefined): void {
  for (const stray of strays) addStray(problems, stray);
  const table = version === undefined ? undefined : known[version];
  if (version === undefined || !table) return;
  for (const option of options) checkOption(problems, option, table, version);
  for (const { flag } of options) {
    const other = Object.hasOwn(NEEDS, flag) ? NEEDS[flag] : undefined;
    if (other !== undefined && !options.some((option) => option.flag === other))
      problems.add(`"extraArgs" must hold ${other}, too: ${flag} needs it`);
  }
}

function checkOption(problems: Problems, option: Option, table: Table, version: string): void {
  const { flag, part, values, attached } = option;
  const name = flag.replace(/^--/, '');
  const choices = Object.hasOwn(table.choice, name) ? table.choice[name] : undefined;
  const kind = choices ? 'choice' : Object.keys(table).find((one) => one !== 'choice' && table[one]?.includes(name));
  if (kind === undefined) return problems.add(`"extraArgs" must not hold ${flag}: vLLM ${version} has no such flag`);
  if (kind === 'switch') {
    if (attached || part) problems.add(`"extraArgs" must give ${flag} no value`);
    else for (const stray of values) addStray(problems, stray);
    return;
  }
  const [value, ...more] = values;
  if (value === undefined) return problems.add(`"extraArgs" must give ${flag} a value`);
  if (part && !/^(json|object|text)/.test(kind))
    return problems.add(`"extraArgs" must not hold a part of ${flag}, which takes one value`);
  if (!part) checkValue(problems, flag, kind, value, choices);
  if (kind !== 'words' || attached) for (const stray of more) addStray(problems, stray);
}

const addStray = (problems: Problems, word: string): void =>
  problems.add(`"extraArgs" must not hold "${word}": no flag before it takes it`);
