// `npm run import [-- FOLDER]` writes imports/<api group>.ts anew from the CRDs that the constructs need.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Files of the CRD folder, `<api group>_<plural>.yaml`. A construct that needs another kind adds its line here. */
const needed = [
  'external-secrets.io_externalsecrets.yaml',
  'gateway.networking.k8s.io_httproutes.yaml',
  'keda.sh_scaledobjects.yaml',
  'monitoring.coreos.com_podmonitors.yaml',
  'monitoring.coreos.com_prometheusrules.yaml',
  'monitoring.coreos.com_servicemonitors.yaml',
];

const imports = fileURLToPath(new URL('.', import.meta.url));
const folder = process.argv[2] ?? join(imports, '../../shared/crds');

// All kinds go in as one file: given one by one, each kind of a group overwrites the file of the one before.
const specs = needed.map((file) => readFileSync(join(folder, file), 'utf8'));

for (const file of readdirSync(imports)) if (file.endsWith('.ts')) rmSync(join(imports, file));
if (specs.length > 0) importAll(specs);
else console.log('No CRD is listed in imports/import.mjs, so nothing is imported');

function importAll(specs) {
  const temp = mkdtempSync(join(tmpdir(), 'crds-'));
  try {
    const all = join(temp, 'all.yaml');
    writeFileSync(all, specs.join('\n---\n'));
    execFileSync(
      'npx',
      ['cdk8s', 'import', '--no-save', '--no-check-upgrade', '-l', 'typescript', '-o', imports, all],
      {
        stdio: 'inherit',
      },
    );
  } finally {
    rmSync(temp, { recursive: true });
  }
}
