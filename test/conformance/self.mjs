// `node test/conformance/self.mjs [--output FILE]`: our own mock before all clients, nothing excused, and the proof that
// the checks can fail. The report counts as Jest's does. Build the mock before: `node lib/programs/bundle.mjs`.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { installNpm } from './install.mjs';

const { values } = parseArgs({ options: { output: { type: 'string' } } });
installNpm();
const { CLIENTS, run } = await import('./suite.mjs');
const { count, failures, machine, matrix } = await import('./report.mjs');
const { sabotage } = await import('./sabotage.mjs');
const { CONTEXT_WINDOW, EMBEDDING_MODEL, KEY, MODEL } = await import('./servers/names.mjs');
const { start } = await import('./servers/cdk8s-llm.mjs');

const { url, stop } = await start();
const asked = { apiKey: KEY, model: MODEL, embeddingModel: EMBEDDING_MODEL, contextWindow: CONTEXT_WINDOW, same: true };
const own = await run({ server: url, clients: Object.keys(CLIENTS), ...asked });
const spoilt = await sabotage(url, asked);
await stop();

const absent = own
  .filter(({ outcome }) => outcome === 'not offered')
  .map((result) => ({ ...result, outcome: 'failed' }));
const results = [...own.filter(({ outcome }) => outcome !== 'not offered'), ...absent, ...spoilt];
const report = machine(results);
console.log(matrix(own));
console.log(failures(results).join('\n'));
console.log(`${report.numPassedTests} passed, ${report.numFailedTests} failed`);
if (values.output) writeFileSync(values.output, JSON.stringify(report));
process.exitCode = count(results, 'failed') === 0 ? 0 : 1;
