import { templatesIn } from '../unit/manifest/templates';
import type { KubeObject } from '../unit/synth';

/** A container that runs vLLM, and whose it is. */
export interface Server {
  readonly of: string;
  readonly container: any;
  readonly pod: any;
}

export const serversIn = (objects: readonly KubeObject[]): Server[] =>
  templatesIn(objects).flatMap(({ of, spec }) =>
    (spec.containers as any[])
      .filter(({ command = [] }) => command.join(' ') === 'vllm serve')
      .map((container) => ({ of, container, pod: spec })),
  );

/** What the controller of a group of pods adds to its containers. */
const MEMBER = { LWS_WORKER_INDEX: '1', LWS_LEADER_ADDRESS: 'group-0.group.chatbot' };

/** The arguments as the container gets them: the kubelet puts the values of variables there. */
export function argumentsOf({ container }: Server): string[] {
  const values: Record<string, string> = { ...MEMBER, ...environment(container) };
  return (container.args as string[]).map((arg) =>
    arg.replace(/\$\((\w+)\)/g, (all, name: string) => values[name] ?? all),
  );
}

export const environment = ({ env = [] }: { env?: { name: string; value?: string }[] }): Record<string, string> =>
  Object.fromEntries(env.map(({ name, value = 'secret' }) => [name, value]));
