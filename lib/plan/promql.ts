const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Quoted texts, of which only those in backticks know no backslash; behind `#` is a comment. */
const QUIET = /"(\\.|[^"\\\n])*"|'(\\.|[^'\\\n])*'|`[^`]*`|#.*/g;

/** Whether each bracket and each quote of a query is closed: Prometheus and KEDA would say so, but only in the cluster. */
export function isBalanced(query: string): boolean {
  const rest = query.replace(QUIET, ' ');
  if (/["'`]/.test(rest)) return false;
  const awaited: string[] = [];
  for (const one of rest.match(/[()[\]{}]/g) ?? []) {
    const close = CLOSES[one];
    if (close !== undefined) awaited.push(close);
    else if (awaited.pop() !== one) return false;
  }
  return awaited.length === 0;
}
