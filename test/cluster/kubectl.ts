import { execFile } from 'node:child_process';

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs kubectl whatever comes of it. */
export function tryKubectl(args: readonly string[], input?: string): Promise<Result> {
  return new Promise((resolve) => {
    const child = execFile('kubectl', args, { maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? 1, stdout, stderr: error && !stderr ? error.message : stderr });
    });
    child.stdin!.end(input);
  });
}

/** Runs kubectl, which must succeed, and returns what it prints. */
export async function kubectl(args: readonly string[], input?: string): Promise<string> {
  const { code, stdout, stderr } = await tryKubectl(args, input);
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr || stdout}`);
  return stdout;
}

/** What kubectl prints as JSON. */
export async function get<T>(...args: string[]): Promise<T> {
  return JSON.parse(await kubectl(['get', ...args, '-o', 'json'])) as T;
}

/**
 * With the volumes, and without waiting for pods to end in peace: the namespace's controller looks again only after half of the
 * longest grace period.
 */
export async function removeNamespace(name: string): Promise<void> {
  const workloads = 'deployments,replicasets,statefulsets,jobs,pods';
  await kubectl(['delete', workloads, '-n', name, '--all', '--grace-period=1', '--timeout=120s']);
  await kubectl(['delete', 'namespace', name, '--ignore-not-found', '--timeout=180s']);
}

export async function exists(...args: string[]): Promise<boolean> {
  return (await kubectl(['get', ...args, '--ignore-not-found', '-o', 'name'])) !== '';
}

/** Objects as they are written here, in JSON, which is YAML. */
export function apply(...objects: object[]): Promise<string> {
  return kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
}
