import { join } from 'node:path';
import { get, kubectl, removeNamespace } from './kubectl';
import { until } from './until';

/** The names that `main.ts` promises; everything else is asked from the cluster. */
export const namespace = 'chatbot';
export const dist = join(__dirname, '../../dist');
export const web = 'deployment/chatbot-web';
export const mock = 'deployment/chatbot-llm';
export const database = 'statefulset/chatbot-db';
export const databaseSecret = 'chatbot-db-app';

/** Installs the committed manifests as a reader of the README would, and waits until they run. */
export async function installApp(): Promise<void> {
  await kubectl(['apply', '-f', dist]);
  await appReady();
}

export async function appReady(): Promise<void> {
  const jobs = await kubectl(['get', 'jobs', '-n', namespace, '-o', 'name']);
  const complete = [
    'wait',
    '--for=condition=Complete',
    '--timeout=240s',
    '-n',
    namespace,
    ...jobs.split('\n').filter(Boolean),
  ];
  const workloads = await kubectl(['get', 'statefulsets,deployments', '-n', namespace, '-o', 'name']);
  await Promise.all([kubectl(complete), ...workloads.split('\n').filter(Boolean).map(rolledOut)]);
}

export const removeApp = (): Promise<void> => removeNamespace(namespace);

export interface Pod {
  readonly metadata: { readonly name: string; readonly uid: string };
  readonly status: {
    readonly podIP: string;
    readonly conditions: readonly { readonly type: string; readonly status: string }[];
  };
}

/** The pods of a Deployment or StatefulSet that are not on their way out. */
export async function podsOf(workload: string): Promise<Pod[]> {
  const { items } = await get<{ items: (Pod & { metadata: { deletionTimestamp?: string } })[] }>(
    ...['pods', '-n', namespace, '-l', await selectorOf(workload)],
  );
  return items.filter(({ metadata }) => !metadata.deletionTimestamp);
}

export async function podOf(workload: string): Promise<Pod> {
  const [pod, ...others] = await podsOf(workload);
  if (!pod || others.length > 0) throw new Error(`${workload} has ${others.length + (pod ? 1 : 0)} pods`);
  return pod;
}

/** Deletes the pod of a workload and waits until another is Ready in its place. */
export async function replacePod(workload: string, ...flags: string[]): Promise<Pod> {
  const { metadata: deleted } = await podOf(workload);
  await kubectl(['delete', 'pod', '-n', namespace, deleted.name, ...flags]);
  return until(`another pod of ${workload} is Ready`, async () => {
    const pod = await podOf(workload);
    const ready = pod.status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
    return ready && pod.metadata.uid !== deleted.uid ? pod : undefined;
  });
}

export function rolledOut(workload: string): Promise<string> {
  return kubectl(['rollout', 'status', '-n', namespace, workload, '--timeout=240s']);
}

async function selectorOf(workload: string): Promise<string> {
  const { spec } = await get<{ spec: { selector: { matchLabels: Record<string, string> } } }>(
    '-n',
    namespace,
    workload,
  );
  return Object.entries(spec.selector.matchLabels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
