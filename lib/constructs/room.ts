import type { Construct } from 'constructs';
import { Manifest } from '../manifest/kubernetes';
import { Problems } from '../plan/problems';

/**
 * The API server takes 262144 bytes of annotations, names and values together. Client-side `kubectl apply` adds the whole
 * object, and controllers add their own.
 */
const MOST_BYTES = 260_000;
const COPY = 'kubectl.kubernetes.io/last-applied-configuration';

/** Refuses an object of which `kubectl apply` could not keep its copy. */
export function checkRoom(scope: Construct, manifest: Manifest): void {
  const { apiVersion, kind, metadata, body } = manifest;
  const json = JSON.stringify({ apiVersion, kind, metadata, ...body });
  const escaped = json.match(/[<>&]/g)?.length ?? 0; // Go writes \u003c for each
  const notes = Object.entries(metadata.annotations ?? {})
    .flat()
    .join('');
  const bytes = Buffer.byteLength(COPY + json + notes) + escaped * 5;
  if (bytes <= MOST_BYTES) return;
  const problems = new Problems(scope.constructor.name, scope.node.path);
  problems.add(
    `${kind} "${metadata.name}" is too long: kubectl apply keeps a copy of it in its annotations, which are then ${bytes} ` +
      `bytes of at most ${MOST_BYTES}`,
  );
  problems.throwIfAny();
}
