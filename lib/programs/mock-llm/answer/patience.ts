/** How long the patterns of one request may take in all: one from a request may be made to run for ever. */
const MOST_MS = 500;

export class Patience {
  private spent = 0;
  private began: number | undefined;

  constructor(private readonly now: () => number = Date.now) {}

  /** In whole milliseconds, as the limit of a script wants them. */
  get left(): number {
    const running = this.began === undefined ? 0 : this.now() - this.began;
    return MOST_MS - this.spent - running;
  }

  /** Nothing once there is none left. */
  spend<T>(work: () => T): T | undefined {
    if (this.left <= 0) return undefined;
    this.began = this.now();
    try {
      return work();
    } finally {
      this.spent += this.now() - this.began;
      this.began = undefined;
    }
  }
}
