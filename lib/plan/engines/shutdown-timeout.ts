import { isBefore } from '../../data/versions';
import { Problems } from '../problems';

/** The first vLLM that can let its streams end. */
const SINCE = '0.18.0';

/**
 * What `--shutdown-timeout` is given. A vLLM that does not know the flag would not start with it, and without it ends its
 * streams at SIGTERM.
 */
export function shutdownTimeout(
  problems: Problems,
  version: string | undefined,
  drainSeconds: number,
): number | undefined {
  if (version === undefined || !isBefore(version, SINCE)) return drainSeconds;
  problems.warn(
    `"drain" of ${drainSeconds} s is not kept: vLLM ${version} breaks its streams off when its pod is told to stop; ` +
      `take an "image" of ${SINCE} or newer`,
  );
  return undefined;
}
