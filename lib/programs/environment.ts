export class SettingsError extends Error {}

/**
 * Reads settings from environment variables; an empty one counts as absent.
 *
 * Problems are collected, so that `check` names them all at once. No value is ever printed: it could be a secret.
 */
export class Environment {
  private readonly problems: string[] = [];

  constructor(private readonly variables: NodeJS.ProcessEnv) {}

  optional(name: string): string | undefined {
    return this.variables[name] || undefined;
  }

  text(name: string, fallback?: string): string {
    return this.optional(name) ?? fallback ?? this.refuse(`${name} is missing`, '');
  }

  integer(name: string, { from, to, fallback }: { from: number; to: number; fallback?: number }): number {
    const text = this.text(name, fallback?.toString());
    const value = Number(text);
    if (text === '' || (Number.isInteger(value) && value >= from && value <= to)) return value;
    return this.refuse(`${name} must be a whole number from ${from} to ${to}`, from);
  }

  /** A base URL, without the slash at its end. */
  url(name: string, fallback?: string): string {
    const text = this.text(name, fallback);
    const valid = text === '' || (/^https?:\/\//.test(text) && URL.canParse(text));
    return valid ? text.replace(/\/+$/, '') : this.refuse(`${name} must be an http or https URL`, '');
  }

  check(): void {
    if (this.problems.length > 0) throw new SettingsError(this.problems.join('; '));
  }

  private refuse<T>(problem: string, standIn: T): T {
    this.problems.push(problem);
    return standIn;
  }
}
