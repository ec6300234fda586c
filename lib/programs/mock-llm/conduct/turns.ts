/** So many may go on in one turn of the event loop. */
const AT_ONCE = 16;

/**
 * Hundreds of streams may have their moments together. They take turns, and between two turns the event loop reads what
 * new clients ask: nobody's first byte waits for everybody's next one.
 */
export class Turns {
  private readonly line: (() => void)[] = [];
  private taken = 0;

  /** At once if this turn has room, else in one that follows. */
  take(goOn: () => void): void {
    if (this.taken === 0) setImmediate(this.next);
    this.taken += 1;
    if (this.taken <= AT_ONCE) goOn();
    else this.line.push(goOn);
  }

  private readonly next = (): void => {
    const turn = this.line.splice(0, AT_ONCE);
    this.taken = 0;
    turn.forEach((goOn) => this.take(goOn));
  };
}
