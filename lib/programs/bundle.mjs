// Bundles each embedded program into one file of plain JavaScript that a stock Node image runs from a ConfigMap.
// Usage: node bundle.mjs [folder to write to] [program]...
import { build } from 'esbuild';
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const [outdir = `${here}../../build/programs`, ...chosen] = process.argv.slice(2);
const programs = chosen.length > 0 ? chosen : folders.map(({ name }) => name);

await build({
  entryPoints: programs.map((name) => ({ in: `${here}${name}/main.ts`, out: name })),
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  legalComments: 'none',
  minify: true,
  lineLimit: 120, // so that a diff shows what changed
  loader: { '.html': 'text', '.css': 'text', '.client.js': 'text' },
  external: ['pg-native'], // pg asks for it only when its native client is used
});

// What is imported and not run says what it exports.
for (const name of programs) {
  const types = `${here}${name}/api.d.ts`;
  if (existsSync(types)) copyFileSync(types, `${outdir}/${name}.d.ts`);
}
