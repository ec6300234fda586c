import { Problems } from './problems';
import { isWhole } from './syntax';

/** As they are given, which is as texts or not at all. */
interface Hours {
  readonly start?: string;
  readonly end?: string;
  readonly timezone?: string;
}

/**
 * A window of time, as KEDA reads it.
 *
 * @see https://keda.sh/docs/latest/scalers/cron/
 */
export function checkHours(problems: Problems, prop: string, { start, end, timezone }: Hours): void {
  const cron = 'five fields such as "0 8 * * MON-FRI": minute, hour, day, month, day of the week (0 to 6)';
  for (const [name, given] of Object.entries({ start, end }))
    problems.require(isCron(given), `${prop}.${name}`, cron, given);
  if (start !== undefined && start === end) problems.add(`"${prop}.end" must be another time than "start"`);
  const place = 'a time zone such as "Europe/Berlin" or "UTC"';
  problems.require(isTimeZone(timezone), `${prop}.timezone`, place, timezone);
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const DAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');

/** Lowest and highest number, and names from the lowest on. */
const FIELDS: readonly (readonly [low: number, high: number, names?: readonly string[]])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12, MONTHS],
  [0, 6, DAYS],
];

/** What KEDA's parser takes: lists, ranges upwards, steps and names; neither seconds nor words such as `@daily`. */
function isCron(given: string | undefined): boolean {
  const fields = given?.trim().split(/\s+/) ?? [];
  return fields.length === FIELDS.length && FIELDS.every((bounds, index) => isField(fields[index] ?? '', ...bounds));
}

function isField(field: string, low: number, high: number, names: readonly string[] = []): boolean {
  const numberOf = (word: string) => {
    const named = names.indexOf(word.toUpperCase());
    if (named >= 0) return named + low;
    return /^\d+$/.test(word) ? Number(word) : undefined;
  };
  return field.split(',').every((part) => {
    const [range = '', step = '1', ...more] = part.split('/');
    const [from = '', to = from, ...others] = range.split('-');
    const [first, last] = range === '*' || range === '?' ? [low, high] : [numberOf(from), numberOf(to)];
    if (more.length > 0 || others.length > 0 || !/^[1-9]\d*$/.test(step)) return false;
    return isWhole(first, low, high) && isWhole(last, first ?? low, high);
  });
}

/** Go knows the names of the IANA database as they are written there; JavaScript takes offsets and any case, too. */
function isTimeZone(given: string | undefined): boolean {
  if (given === undefined || !/^[A-Z]\w*([/+-]\w+)*$/.test(given)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: given }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
