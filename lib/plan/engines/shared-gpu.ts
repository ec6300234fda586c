/** Of its equal part, as vLLM takes of a whole one by default: the driver needs the rest. */
const PART = 0.92;

/** What vLLM is told when pods share a GPU by turns: it would take nearly all of it. */
export const sharedUtilization = (sharers: number): number | undefined =>
  sharers > 1 ? floor(PART / sharers) : undefined;

export const floor = (part: number): number => Math.floor(part * 100) / 100;
