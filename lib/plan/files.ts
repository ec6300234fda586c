import { basename } from 'node:path';
import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { checksum } from './checksum';
import { Identity, metaOf } from './identity';
import { Part } from './part';
import { Problems } from './problems';
import { checkMountPath } from './syntax';

/** Files with the content that the caller gave, each at its own path, so that its neighbours in the image stay. */
export function planFiles(problems: Problems, identity: Identity, { files = {} }: LlmWebAppProps): Part {
  if (Object.keys(files).length === 0) return {};
  for (const path of Object.keys(files)) checkMountPath(problems, 'files', path);
  checkSize(problems, files);
  const config = {
    meta: metaOf(identity, '-files'),
    data: Object.fromEntries(Object.entries(files).map(([path, content]) => [keyOf(path), content])),
  };
  return {
    configMaps: [config],
    // A file that is mounted by its `subPath` never changes in a running pod.
    checksums: { files: checksum(config.data) },
    volumes: [{ name: 'files', configMap: config.meta.name }],
    mounts: Object.keys(files).map((path) => ({ volume: 'files', path, readOnly: true, subPath: keyOf(path) })),
  };
}

/** A key takes no slash; the sum tells two files of one name apart. */
function keyOf(path: string): string {
  const name = basename(path).replace(/[^-._a-zA-Z0-9]/g, '_');
  return `${checksum(path).slice(0, 8)}-${name.slice(0, 200)}`;
}

/** Client-side `kubectl apply` keeps a copy of the ConfigMap in an annotation of 256 KiB at most. */
function checkSize(problems: Problems, files: { [path: string]: string }): void {
  const bytes = Object.values(files).reduce((sum, content) => sum + Buffer.byteLength(content), 0);
  problems.require(bytes < 200_000, 'files', 'below 200000 bytes in all', `${bytes} bytes`);
}
