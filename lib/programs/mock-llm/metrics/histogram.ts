/** Counts observations by upper bounds, as Prometheus does. */
export class Histogram {
  private readonly counts: number[];
  private sum = 0;

  constructor(private readonly bounds: readonly number[]) {
    this.counts = Array.from({ length: bounds.length + 1 }, () => 0);
  }

  observe(value: number, times = 1): void {
    let index = 0;
    while (index < this.bounds.length && value > this.bounds[index]!) index += 1;
    this.counts[index]! += times;
    this.sum += value * times;
  }

  /** The lines of its series; `le` comes behind the other labels. */
  *lines(name: string, labels: string): Iterable<string> {
    let total = 0;
    for (const [index, count] of this.counts.entries()) {
      total += count;
      const bound = this.bounds[index];
      yield `${name}_bucket{${labels},le="${bound === undefined ? '+Inf' : decimal(bound)}"} ${decimal(total)}`;
    }
    yield `${name}_count{${labels}} ${decimal(total)}`;
    yield `${name}_sum{${labels}} ${decimal(this.sum)}`;
  }
}

/** Python's way to write a float, which is what dashboards group by. */
export const decimal = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));
