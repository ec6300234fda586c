/** Collects every violation of a construct's rules, so that its user reads all of them in one error. */
export class Problems {
  /** What is no error and may be a mistake. */
  readonly warnings: string[] = [];
  private readonly found: string[] = [];

  constructor(
    private readonly construct: string,
    private readonly path: string,
  ) {}

  /** Notes a problem unless `holds`. A cure is a hint that starts in lower case. */
  require(holds: boolean, prop: string, allowed: string, given: unknown, cure?: string): void {
    if (!holds) this.add(`"${prop}" must be ${allowed}, got ${show(given)}${cure ? `; ${cure}` : ''}`);
  }

  add(problem: string): void {
    // Several pods of one construct may break one rule by the same prop.
    if (!this.found.includes(problem)) this.found.push(problem);
  }

  warn(warning: string): void {
    this.warnings.push(warning);
  }

  throwIfAny(): void {
    if (this.found.length === 0) return;
    const count = this.found.length === 1 ? '1 problem' : `${this.found.length} problems`;
    const lines = this.found.map((problem) => `\n  - ${problem}`).join('');
    throw new Error(`${this.path} (${this.construct}): ${count}${lines}`);
  }
}

function show(given: unknown): string {
  if (given === undefined) return 'nothing';
  if (typeof given === 'number') return String(given); // JSON has no NaN
  const text = JSON.stringify(given) as string | undefined; // JSON has no functions either
  if (text === undefined) return `a ${typeof given}`;
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
