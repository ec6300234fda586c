// `node test/conformance/compare.mjs [FOLDER WITH PEERS]`: our mock beside its peers, each scripted in its own way.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installNpm } from './install.mjs';

installNpm();
const { installPeers } = await import('./servers/launch.mjs');
const { CLIENTS, run } = await import('./suite.mjs');
const { failures, sums, summary, matrix } = await import('./report.mjs');
const { CONTEXT_WINDOW, EMBEDDING_MODEL, KEY, MODEL } = await import('./servers/names.mjs');

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'conformance-'));
const found = {};
try {
  if (!process.argv[2]) installPeers(folder);
  for (const name of ['cdk8s-llm', 'aimock', 'dwmkerr']) {
    const { start, atOnce } = await import(`./servers/${name}.mjs`);
    const { url, stop } = await start(folder);
    const asked = {
      apiKey: KEY,
      model: MODEL,
      embeddingModel: EMBEDDING_MODEL,
      contextWindow: CONTEXT_WINDOW,
      clients: Object.keys(CLIENTS),
      same: true,
    };
    const results = await run({ server: url, atOnce, ...asked });
    await stop();
    found[name] = results;
    console.log(`${name}: ${summary(results)}\n\n${matrix(results)}\n\n${failures(results).join('\n')}\n`);
  }
  console.log(sums(found));
} finally {
  if (!process.argv[2]) rmSync(folder, { recursive: true });
}
