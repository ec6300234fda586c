import { FitQuestion } from '../gpu/question';
import { Problems } from '../problems';

/** A step has a token at least for each request that runs; left out, one of the two follows the other. */
export function checkBatch(problems: Problems, { maxNumSeqs, maxNumBatchedTokens }: FitQuestion): void {
  if (maxNumSeqs === undefined || maxNumBatchedTokens === undefined || maxNumBatchedTokens >= maxNumSeqs) return;
  problems.add(
    `"extraArgs" must give --max-num-batched-tokens at least the ${maxNumSeqs} of --max-num-seqs, got "${maxNumBatchedTokens}"`,
  );
}
