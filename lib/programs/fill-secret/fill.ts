import type { Log } from '../log';
import type { Api, Reply } from './api';
import type { SecretData } from './keys';

export interface Patience {
  readonly deadlineMs: number;
  readonly pauseMs: number;
}

interface Secret {
  readonly metadata: { readonly resourceVersion: string };
  readonly data?: SecretData;
}

/** What a Secret with this data lacks. */
export type Lacks = (data: SecretData) => SecretData;

/**
 * Adds to the Secret what it lacks, and does nothing when it lacks nothing.
 *
 * Whatever may be different in a moment is tried again: the Secret may be applied after the Job (404), the Role a moment
 * later (403), somebody else may have written in between (409), the network's rules may not have reached the pod yet.
 */
export async function fillSecret(
  api: Api,
  name: string,
  lacks: Lacks,
  patience: Patience,
  log: Log = () => {},
): Promise<void> {
  const deadline = Date.now() + patience.deadlineMs;
  let told: number | undefined;
  for (;;) {
    const { status, message } = await attempt(api, name, lacks, log);
    if (status === 200) return;
    const reason = message ?? `status ${status}`;
    if (!mayChange(status)) throw new Error(`secret "${name}": the API refuses: ${reason}`);
    if (Date.now() >= deadline) throw new Error(`secret "${name}": not in ${patience.deadlineMs / 1000} s: ${reason}`);
    if (status !== told) log('waiting', { secret: name, status, reason });
    told = status;
    await new Promise((resolve) => setTimeout(resolve, patience.pauseMs));
  }
}

/** One read, and one write if something is missing; the resourceVersion makes the write fail if the Secret has changed. */
async function attempt(api: Api, name: string, lacks: Lacks, log: Log): Promise<Reply> {
  const found = await api.get(`secrets/${name}`);
  if (found.status !== 200) return found;
  const { metadata, data = {} } = found.body as Secret;
  const added = lacks(data);
  const keys = Object.keys(added);
  if (keys.length === 0) {
    log('complete', { secret: name });
    return found;
  }
  const written = await api.patch(`secrets/${name}`, {
    metadata: { resourceVersion: metadata.resourceVersion },
    data: added,
  });
  if (written.status === 200) log('filled', { secret: name, keys });
  return written;
}

function mayChange(status: number): boolean {
  return [0, 403, 404, 409, 429].includes(status) || status >= 500;
}
