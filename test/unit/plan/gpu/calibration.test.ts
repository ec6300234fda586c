import { capacityOf } from '../../../../lib/plan/gpu/capacity';
import { Fit, fitOf } from '../../../../lib/plan/gpu/fit';
import { Case, gradeOf, questionOf, readCases, UNANSWERABLE } from './cases';
import { errorsOutOfFamily } from './leave-out';

interface Judged {
  readonly row: Case;
  readonly verdict: string;
  readonly right: boolean;
  /** Distance of the predicted tokens from the measured ones, as a share. */
  readonly error?: number;
  /** The same, by constants that were fitted to all other families. */
  readonly outOfFamily?: number;
  /** Whether the measured tokens lie in the interval. */
  readonly covered?: boolean;
  readonly line: string;
}

const outOfFamily = errorsOutOfFamily(readCases());
const judged = readCases().flatMap(judge);
const found = readCases('found-cases').flatMap(judge);
const graded = (grades: string) => judged.filter(({ row }) => grades.includes(gradeOf(row)));

beforeAll(() => {
  const summary = ['A', 'AB'].map((grades) => `grade ${grades}: ${summaryOf(graded(grades))}`);
  const lines = [...judged, ...found].map(({ line }) => line);
  process.stdout.write(`${[...lines, ...summary, `found elsewhere: ${summaryOf(found)}`].join('\n')}\n`);
});

test('every case is judged, or its reason says what keeps it from being judged', () => {
  const left = readCases().filter(({ id }) => !judged.some(({ row }) => row.id === id));
  const unexplained = left.filter((row) => gradeOf(row) === 'A' && !(row.id! in UNANSWERABLE));
  expect(unexplained.map(({ id }) => id)).toEqual([]);
});

test.each(['A', 'AB'])(
  'of the cases of grade %s, 95 in 100 verdicts are right and at most a fifth is tight',
  (grades) => {
    const cases = graded(grades);
    expect(cases.filter(({ right }) => right).length / cases.length).toBeGreaterThanOrEqual(0.95);
    expect(cases.filter(({ verdict }) => verdict === 'tight').length / cases.length).toBeLessThanOrEqual(0.2);
  },
);

test('of the cases of grade A, tokens are within 10 % in the median and 30 % in nine of ten', () => {
  const errors = errorsOf(graded('A'));
  expect(errors.length).toBeGreaterThan(15);
  expect(quantile(errors, 0.5)).toBeLessThanOrEqual(0.1);
  expect(quantile(errors, 0.9)).toBeLessThanOrEqual(0.3);
});

test('the same holds for each family by constants that were fitted without it', () => {
  const errors = outOfFamilyOf(graded('A'));
  expect(errors.length).toBeGreaterThan(15);
  expect(quantile(errors, 0.5)).toBeLessThanOrEqual(0.1);
  expect(quantile(errors, 0.9)).toBeLessThanOrEqual(0.3);
});

test('the same holds for cases that nothing was fitted to', () => {
  const errors = errorsOf(found);
  expect(errors.length).toBeGreaterThan(20);
  expect(quantile(errors, 0.5)).toBeLessThanOrEqual(0.1);
  expect(quantile(errors, 0.9)).toBeLessThanOrEqual(0.3);
  expect(found.filter(({ right }) => right).length / found.length).toBeGreaterThanOrEqual(0.95);
  expect(found.filter(({ verdict }) => verdict === 'tight').length / found.length).toBeLessThanOrEqual(0.2);
});

test('of the cases of grade A, the interval holds what was measured in three of four', () => {
  expect(coverageOf(graded('A'))).toBeGreaterThanOrEqual(0.75);
});

test('weights are within 5 % of what was printed, in nine of ten', () => {
  const errors = judged
    .filter(({ row }) => row.weights_gib_per_gpu)
    .map(({ row }) => Math.abs(capacityOf(questionOf(row)!).weightsGiB / Number(row.weights_gib_per_gpu) - 1));
  expect(quantile(errors.sort(ascending), 0.9)).toBeLessThanOrEqual(0.05);
});

function judge(row: Case): Judged[] {
  const question = questionOf(row);
  if (!question) return [];
  const fit = fitOf(question);
  const measured = Number(row.kv_tokens);
  const error = errorOf(row, fit);
  const right = row.outcome === 'ok' ? fit.verdict !== 'no' : fit.verdict !== 'fits';
  const tokens = `${fit.kvTokens} [${fit.interval.join(', ')}] tokens, measured ${row.kv_tokens || '-'}`;
  const apart = outOfFamily.get(row.id!);
  const covered = measured === 0 ? undefined : fit.interval[0] <= measured && measured <= fit.interval[1];
  const off =
    error === undefined
      ? ''
      : ` (${percent(error)} off${apart === undefined ? '' : `, ${percent(apart)} out of family`})`;
  const weights = `${fit.weightsGiB} GiB, measured ${row.weights_gib_per_gpu || '-'}`;
  const line = `${row.id} ${gradeOf(row)} ${row.model} on ${row.gpu}: ${fit.verdict}, was ${row.outcome}; ${weights}; ${tokens}${off}`;
  const told = [line, ...(right ? [] : ['WRONG']), ...(covered === false ? ['OUTSIDE'] : [])].join(' ');
  return [{ row, verdict: fit.verdict, right, error, outOfFamily: apart, covered, line: told }];
}

/** By tokens, or by GiB where none were printed. */
function errorOf(row: Case, fit: Fit): number | undefined {
  if (Number(row.kv_tokens) > 0) return Math.abs(fit.kvTokens / Number(row.kv_tokens) - 1);
  return row.id!.startsWith('f') && row.available_kv_gib
    ? Math.abs(fit.kvCacheGiB / Number(row.available_kv_gib) - 1)
    : undefined;
}

function summaryOf(cases: Judged[]): string {
  const share = (some: Judged[]) => percent(some.length / cases.length);
  const right = share(cases.filter((each) => each.right));
  const tight = share(cases.filter(({ verdict }) => verdict === 'tight'));
  const apart = outOfFamilyOf(cases);
  return [
    `${cases.length} verdicts, ${right} right, ${tight} tight`,
    `tokens off by ${spread(errorsOf(cases))}`,
    ...(apart.length > 0 ? [`out of family by ${spread(apart)}`] : []),
    `the interval holds ${percent(coverageOf(cases))}`,
  ].join('; ');
}

function spread(errors: number[]): string {
  return `${percent(quantile(errors, 0.5), 1)} (median), ${percent(quantile(errors, 0.9), 1)} (nine of ten of ${errors.length})`;
}

function percent(part: number, digits = 0): string {
  return `${(100 * part).toFixed(digits)} %`;
}

function coverageOf(cases: Judged[]): number {
  const known = cases.filter(({ covered }) => covered !== undefined);
  return known.filter(({ covered }) => covered).length / known.length;
}

function outOfFamilyOf(cases: Judged[]): number[] {
  return cases.flatMap(({ outOfFamily: error }) => error ?? []).sort(ascending);
}

function errorsOf(cases: Judged[]): number[] {
  return cases.flatMap(({ error }) => error ?? []).sort(ascending);
}

/** The smallest value that so many are not above. */
function quantile(sorted: number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)]!;
}

const ascending = (one: number, other: number): number => one - other;
