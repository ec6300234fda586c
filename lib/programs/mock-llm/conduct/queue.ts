/** Lets so many work at once; the others wait in the order in which they came. */
export class Queue {
  private working = 0;
  private readonly line = new Set<(entered: boolean) => void>();

  constructor(public limit: number) {}

  get size(): number {
    return this.working + this.line.size;
  }

  get busy(): number {
    return this.working;
  }

  tryEnter(): boolean {
    if (this.working >= this.limit || this.line.size > 0) return false;
    this.working += 1;
    return true;
  }

  /** Resolves with true when it is one's turn, with false when one gave up before: `onGone` is told how. */
  wait(onGone: (giveUp: () => void) => void): Promise<boolean> {
    return new Promise((resolve) => {
      const turn = (entered: boolean): void => {
        this.line.delete(turn);
        resolve(entered);
      };
      this.line.add(turn);
      onGone(() => turn(false));
    });
  }

  leave(): void {
    this.working -= 1;
    this.admit();
  }

  /** Also after the limit was raised. */
  admit(): void {
    for (const turn of this.line) {
      if (this.working >= this.limit) return;
      this.working += 1;
      turn(true);
    }
  }
}
