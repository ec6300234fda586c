import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, 'results');

/** What a run measured, printed line by line, and kept as `test/cluster/results/NAME.json`, for `npm run evidence`. */
export class Measurements {
  private readonly values: Record<string, unknown> = {};

  constructor(private readonly name: string) {}

  add(values: Record<string, unknown>): void {
    Object.assign(this.values, values);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${this.name}.json`), `${JSON.stringify(this.values, null, 2)}\n`);
    for (const [what, value] of Object.entries(values))
      process.stdout.write(`${this.name}: ${what}: ${JSON.stringify(value)}\n`);
  }
}

export const secondsSince = (start: number): number => Math.round((Date.now() - start) / 100) / 10;
