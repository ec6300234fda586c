import { watchFile } from 'node:fs';

/** Kubernetes changes a ConfigMap by turning a link, which no watch of the file itself would see; a look does. */
export function onChange(file: string, changed: () => void): void {
  watchFile(file, { interval: 1000, persistent: false }, (now, before) => {
    // A file that is not there from the start is reported too.
    if (now.ino !== before.ino || now.mtimeMs !== before.mtimeMs) changed();
  });
}
