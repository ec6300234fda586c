import { capacityOf } from '../../../../lib/plan/gpu/capacity';
import { fitOf } from '../../../../lib/plan/gpu/fit';
import { Case, gradeOf, questionOf, readCases, UNANSWERABLE } from './cases';

interface Judged {
  readonly row: Case;
  readonly verdict: string;
  readonly right: boolean;
  /** Distance of the predicted tokens from the measured ones, as a share. */
  readonly error?: number;
  readonly line: string;
}

const judged = readCases().flatMap(judge);
const graded = (grades: string) => judged.filter(({ row }) => grades.includes(gradeOf(row)));

beforeAll(() => {
  const summary = ['A', 'AB'].map((grades) => `grade ${grades}: ${summaryOf(graded(grades))}`);
  process.stdout.write(`${[...judged.map(({ line }) => line), ...summary].join('\n')}\n`);
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
  const error = measured > 0 ? Math.abs(fit.kvTokens / measured - 1) : undefined;
  const right = row.outcome === 'ok' ? fit.verdict !== 'no' : fit.verdict !== 'fits';
  const tokens = `${fit.kvTokens} [${fit.interval.join(', ')}] tokens, measured ${row.kv_tokens || '-'}`;
  const off = error === undefined ? '' : ` (${(error * 100).toFixed(0)} % off)`;
  const weights = `${fit.weightsGiB} GiB, measured ${row.weights_gib_per_gpu || '-'}`;
  const line = `${row.id} ${gradeOf(row)} ${row.model} on ${row.gpu}: ${fit.verdict}, was ${row.outcome}; ${weights}; ${tokens}${off}`;
  return [{ row, verdict: fit.verdict, right, error, line: right ? line : `${line} WRONG` }];
}

function summaryOf(cases: Judged[]): string {
  const errors = errorsOf(cases);
  const share = (some: number) => `${((100 * some) / cases.length).toFixed(0)} %`;
  const [median, high] = [0.5, 0.9].map((part) => `${(100 * quantile(errors, part)).toFixed(1)} %`);
  const right = share(cases.filter((each) => each.right).length);
  const tight = share(cases.filter(({ verdict }) => verdict === 'tight').length);
  return `${cases.length} verdicts, ${right} right, ${tight} tight; tokens off by ${median} (median), ${high} (nine of ten)`;
}

function errorsOf(cases: Judged[]): number[] {
  return cases.flatMap(({ error }) => error ?? []).sort(ascending);
}

/** The smallest value that so many are not above. */
function quantile(sorted: number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)]!;
}

const ascending = (one: number, other: number): number => one - other;
