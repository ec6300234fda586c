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
  if (typeof given === 'number' || typeof given === 'bigint') return String(given); // JSON has no NaN
  const type = classOf(given);
  if (type !== undefined) return `${/^[AEIO]/.test(type) ? 'an' : 'a'} ${type}`;
  const text = JSON.stringify(given, (_, value: unknown) => classOf(value) ?? value) as string | undefined;
  if (text === undefined) return `a ${typeof given}`; // JSON has no functions either
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

/** The fields of an object of a class say nothing to a reader, and a construct's lead through the whole tree. */
function classOf(given: unknown): string | undefined {
  if (!(given instanceof Object) || Array.isArray(given) || typeof given === 'function') return undefined;
  return given.constructor.name === 'Object' ? undefined : given.constructor.name;
}
