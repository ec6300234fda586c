import fc from 'fast-check';
import { Fit, fitOf, Verdict } from '../../../../lib/plan/gpu/fit';
import { FitQuestion } from '../../../../lib/plan/gpu/question';
import { BadInput } from '../../../../lib/cli/exit';
import { plan } from '../../../../lib/cli/plan';
import { questions, words } from './arbitrary-question';

const RUNS = { seed: 20_261_121, numRuns: 2000 };
const RANK: Record<Verdict, number> = { no: 0, tight: 1, fits: 2 };

/** What is asked and a variant of it, side by side. */
function compare(
  variant: (question: FitQuestion) => FitQuestion | undefined,
  expected: (fit: Fit, other: Fit, question: FitQuestion) => void,
): void {
  const property = fc.property(questions, (question) => {
    const changed = variant(question);
    fc.pre(changed !== undefined);
    expected(fitOf(question), fitOf(changed), question);
  });
  fc.assert(property, { ...RUNS, numRuns: 400 });
}

test('of any question all figures are finite and not negative, ranges are in order, and the keys are the same', () => {
  const keys = new Set<string>();
  fc.assert(
    fc.property(questions, (question) => {
      const fit = fitOf(question);
      const [low, high] = fit.interval;
      expect({
        strange: figures(fit).filter(([, value]) => !Number.isFinite(value) || value < 0),
        ordered: low <= fit.kvTokens && fit.kvTokens <= high && fit.maxModelLenLow <= fit.maxModelLen,
      }).toEqual({ strange: [], ordered: true });
      keys.add(Object.keys(JSON.parse(JSON.stringify(fit)) as object).join());
    }),
    RUNS,
  );
  expect(keys.size).toBe(1);
});

test('any words are answered with a verdict and the same keys, or refused as bad input', () => {
  const answers = new Set<string>();
  fc.assert(
    fc.property(words, (given) => {
      const lines: string[] = [];
      try {
        const status = plan([...given, '--json'], (text) => lines.push(text));
        const fit = JSON.parse(lines.join('\n')) as Fit;
        expect(status).toBe({ fits: 0, tight: 3, no: 4 }[fit.verdict]);
        answers.add(Object.keys(fit).join());
      } catch (error) {
        expect(error).toBeInstanceOf(BadInput);
        answers.add('bad input');
      }
    }),
    RUNS,
  );
  expect(answers.size).toBe(2);
});

test('a longer max-model-len runs no more at once', () => {
  compare(
    (question) =>
      typeof question.maxModelLen === 'number' && !first(question)
        ? { ...question, maxModelLen: question.maxModelLen + 1000 }
        : undefined,
    (fit, longer) => {
      expect(longer.concurrency).toBeLessThanOrEqual(fit.concurrency);
      expect(RANK[longer.verdict]).toBeLessThanOrEqual(RANK[fit.verdict]);
    },
  );
});

test('a narrower cache holds no less', () => {
  compare(
    (question) => (question.maxModelLen === 'auto' ? undefined : { ...question, cacheBytes: 1 }),
    (_, narrow, question) => {
      const wide = fitOf({ ...question, cacheBytes: 2 });
      expect(narrow.maxModelLen).toBeGreaterThanOrEqual(wide.maxModelLen);
      expect(narrow.concurrency).toBeGreaterThanOrEqual(wide.concurrency);
    },
  );
});

test('a higher utilization holds no less', () => {
  compare(
    (question) => ({ ...question, utilization: Math.min(1, (question.utilization ?? 0.9) + 0.05) }),
    (fit, more, question) => {
      if ((question.utilization ?? 0.9) > 0.95) return;
      expect(more.kvCacheGiB).toBeGreaterThanOrEqual(fit.kvCacheGiB);
      expect(more.maxModelLen).toBeGreaterThanOrEqual(fit.maxModelLen);
    },
  );
});

test('less memory is never a better answer', () => {
  compare(
    (question) =>
      question.maxModelLen === 'auto'
        ? undefined
        : { ...settled(question), gpu: { ...question.gpu, gib: question.gpu.gib * 0.9 } },
    (_, less, question) => expect(RANK[less.verdict]).toBeLessThanOrEqual(RANK[fitOf(settled(question)).verdict]),
  );
});

test('twice the GPUs hold no less, as long as each rank has a head of its own and they need no channels', () => {
  compare(
    (question) => {
      const tensor = 2 * question.parallel.tensor;
      const own = question.model.attention.every(({ kind, kvHeads }) => kind === 'recurrent' || kvHeads % tensor === 0);
      return own && tensor <= 8 && question.maxModelLen !== 'auto'
        ? { ...unlinked(question), parallel: { ...question.parallel, tensor } }
        : undefined;
    },
    (_, twice, question) => {
      const once = fitOf(unlinked(question));
      expect(twice.maxModelLen).toBeGreaterThanOrEqual(once.maxModelLen);
      expect(twice.concurrency).toBeGreaterThanOrEqual(once.concurrency);
    },
  );
});

const unlinked = (question: FitQuestion): FitQuestion => ({
  ...settled(question),
  gpu: { ...question.gpu, linked: false },
});

/** How much runs at once follows from the card's size, unless it is said. */
const settled = (question: FitQuestion): FitQuestion => ({
  ...question,
  maxNumSeqs: question.maxNumSeqs ?? 256,
  maxNumBatchedTokens: question.maxNumBatchedTokens ?? 2048,
});

/** The first engine reads prompts whole up to a length, and in small chunks from there: more tokens may take less. */
const first = ({ version, maxNumBatchedTokens }: FitQuestion): boolean =>
  /^0\.(6|8)\./.test(version ?? '') && maxNumBatchedTokens === undefined;

function figures(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => figures(each, `${path}.${key}`));
}
