import { capacityOf } from '../../../../lib/plan/gpu/capacity';
import { FITTED } from '../../../../lib/plan/gpu/fitted';
import { FitQuestion } from '../../../../lib/plan/gpu/question';
import { Case, questionOf } from './cases';

type Name = keyof typeof FITTED;

/** What each constant is tried with, times what it is. */
const FACTORS = [0.5, 0.7, 1, 1.4, 2];
const ROUNDS = 2;

const FAMILIES = [
  /llama|hermes/i,
  /qwen[12]/i,
  /qwen3(?!\.)/i,
  /qwen3\./i,
  /gemma/i,
  /gpt-oss/i,
  /deepseek/i,
  /minimax/i,
  /phi/i,
];

interface Measured {
  readonly row: Case;
  readonly question: FitQuestion;
  readonly tokens: number;
}

/** By case, how far its tokens are off when the fitted constants were fitted again to all other families. */
export function errorsOutOfFamily(rows: readonly Case[]): Map<string, number> {
  const cases = rows.flatMap((row): Measured[] => {
    const question = questionOf(row);
    return question && Number(row.kv_tokens) > 0 ? [{ row, question, tokens: Number(row.kv_tokens) }] : [];
  });
  const kept = { ...FITTED };
  const errors = new Map<string, number>();
  for (const family of new Set(cases.map(familyOf))) {
    refit(cases.filter((each) => familyOf(each) !== family));
    for (const each of cases.filter((other) => familyOf(other) === family)) errors.set(each.row.id!, errorOf(each));
    Object.assign(FITTED, kept);
  }
  return errors;
}

const familyOf = ({ row }: Measured): number => FAMILIES.findIndex((family) => family.test(row.model!));

const errorOf = ({ question, tokens }: Measured): number => Math.abs(capacityOf(question).tokens.likely / tokens - 1);

/** One constant after the other takes the value with which the cases are off least, in the mean. */
function refit(cases: readonly Measured[]): void {
  const start = { ...FITTED };
  const cost = () => cases.reduce((sum, each) => sum + Math.min(1, errorOf(each)), 0);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const name of Object.keys(FITTED) as Name[]) {
      const tried = FACTORS.map((factor) => {
        FITTED[name] = start[name] * factor;
        return { value: FITTED[name], cost: cost() };
      });
      FITTED[name] = tried.reduce((best, each) => (each.cost < best.cost ? each : best)).value;
    }
}
