// `npm run bench [-- ROUNDS]`: what the library adds to `npx cdk8s synth`, for its users and in this repository.
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { layOutConsumer } from '../pack/consumer.mjs';
import { median } from './median.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rounds = Number(process.argv[2] ?? 9);
const empty = `const { App, Chart } = require('cdk8s'); const app = new App(); new Chart(app, 'empty'); app.synth();`;
const consumer = mkdtempSync(join(tmpdir(), 'bench-'));

try {
  layOutConsumer(consumer);
  writeFileSync(join(consumer, 'empty.js'), empty);
  await precompile(join(root, 'main.ts'), join(consumer, 'main.js'));
  report(
    measure({
      'empty, precompiled': () => synth(consumer, 'node empty.js'),
      'main.ts, precompiled, with the packed library': () => synth(consumer, 'node main.js'),
      'main.ts in this repository': () => synth(root),
    }),
  );
} finally {
  rmSync(consumer, { recursive: true });
}

/** The repository's own program, as a user would have compiled it: it finds the library in node_modules. */
async function precompile(from, to) {
  const installed = {
    name: 'installed',
    setup: ({ onResolve }) => onResolve({ filter: /^\.\/lib$/ }, () => ({ path: 'cdk8s-llm', external: true })),
  };
  const options = { bundle: true, platform: 'node', packages: 'external', plugins: [installed] };
  await build({ entryPoints: [from], outfile: to, ...options });
}

function synth(folder, app) {
  const output = join(consumer, 'dist');
  const args = ['cdk8s', 'synth', '--no-check-upgrade', '--output', output, ...(app ? ['--app', app] : [])];
  execFileSync('npx', args, { cwd: folder, stdio: 'pipe' });
}

/** Seconds of each run. The candidates take turns, so that a busy moment of the machine hits all of them. */
function measure(candidates) {
  const seconds = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, run] of Object.entries(candidates)) {
      const start = performance.now();
      run();
      if (round >= 0) seconds[name].push((performance.now() - start) / 1000); // the first round warms the disk
    }
  }
  return seconds;
}

function report(seconds) {
  const [base] = Object.values(seconds).map(median);
  for (const [name, runs] of Object.entries(seconds)) {
    const [least, middle, most] = [Math.min(...runs), median(runs), Math.max(...runs)].map((s) => s.toFixed(2));
    console.log(`${name}: median ${middle} s (${least} to ${most}), ${(median(runs) / base).toFixed(2)} times empty`);
  }
}
