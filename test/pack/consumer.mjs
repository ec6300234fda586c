// `node test/pack/consumer.mjs FOLDER` packs the library, lays out a project in FOLDER that has it installed, and prints
// the files of the tarball. No network: the other packages of the project are links to ours.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = [
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'README.md',
  'LICENSE',
  'imports',
  'lib',
  'docs',
];
const peers = ['cdk8s', 'cdk8s-plus-27', 'constructs'];
const tools = ['.bin', '@types', 'cdk8s-cli', 'ts-node', 'typescript'];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(layOutConsumer(process.argv[2])));
}

export function layOutConsumer(folder) {
  const installed = join(folder, 'node_modules/cdk8s-llm');
  mkdirSync(installed, { recursive: true });
  for (const name of [...peers, ...tools])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  const { tarball, files } = pack(folder);
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components', '1']);
  return files;
}

/** Packs a clean copy: what an earlier build left behind is not in it, and tests beside this one keep their build/. */
function pack(destination) {
  const copy = mkdtempSync(join(tmpdir(), 'pack-'));
  try {
    for (const name of sources.filter((source) => existsSync(join(root, source)))) {
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const options = ['--json', '--foreground-scripts=false', '--pack-destination', destination];
    const { status, stdout, stderr } = spawnSync('npm', ['pack', ...options], { cwd: copy, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const [{ filename, files }] = JSON.parse(stdout);
    return { tarball: join(destination, filename), files: files.map(({ path }) => path) };
  } finally {
    rmSync(copy, { recursive: true });
  }
}
