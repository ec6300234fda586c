import { join } from 'node:path';
import { get, kubectl, removeNamespace } from '../kubectl';
import { secondsSince } from '../measurements';
import { until } from '../until';

const folder = join(__dirname, '../../../examples');

export interface Pod {
  readonly metadata: { readonly name: string; readonly uid: string; readonly deletionTimestamp?: string };
  readonly spec: { readonly nodeName?: string; readonly containers: readonly Container[] };
  readonly status: {
    readonly phase: string;
    readonly podIP?: string;
    readonly conditions: readonly Condition[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

interface Container {
  readonly image: string;
  readonly ports?: readonly object[];
  readonly resources: Record<'requests' | 'limits', Record<string, string>>;
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

interface ContainerStatus {
  readonly name: string;
  readonly restartCount: number;
}

/** One of `examples/` on the cluster: its namespace has its name. */
export class Example {
  readonly dist: string;

  constructor(readonly name: string) {
    this.dist = join(folder, name, 'dist');
  }

  /** Applies the committed manifests as its README says, and gives the seconds until these workloads are Ready. */
  async install(...workloads: string[]): Promise<number> {
    const start = Date.now();
    await kubectl(['apply', '-f', this.dist]);
    await Promise.all(workloads.map((workload) => this.rolledOut(workload)));
    return secondsSince(start);
  }

  /** The port that the Service has on every node. */
  async nodePort(service: string): Promise<number> {
    return Number(await this.kubectl('get', 'service', service, '-o', 'jsonpath={.spec.ports[0].nodePort}'));
  }

  /** Deletes the namespace, and with it the volumes. */
  remove(): Promise<void> {
    return removeNamespace(this.name);
  }

  kubectl(...args: string[]): Promise<string> {
    return kubectl(['-n', this.name, ...args]);
  }

  get<T>(...args: string[]): Promise<T> {
    return get<T>('-n', this.name, ...args);
  }

  rolledOut(workload: string): Promise<string> {
    return this.kubectl('rollout', 'status', workload, '--timeout=240s');
  }

  /** The pods of a workload that are not on their way out. */
  async podsOf(workload: string): Promise<Pod[]> {
    const { spec } = await this.get<{ spec: { selector: { matchLabels: Record<string, string> } } }>(workload);
    const selector = Object.entries(spec.selector.matchLabels).map((pair) => pair.join('='));
    const { items } = await this.get<{ items: Pod[] }>('pods', '-l', selector.join(','));
    return items.filter(({ metadata }) => !metadata.deletionTimestamp);
  }

  /** Deletes a pod of a workload and gives the seconds until another is Ready in its place, and that one. */
  async replacePod(workload: string): Promise<{ readonly seconds: number; readonly before: Pod; readonly after: Pod }> {
    const [before, ...others] = await this.podsOf(workload);
    if (!before) throw new Error(`${workload} has no pod`);
    const known = new Set([before, ...others].map(({ metadata }) => metadata.uid));
    const start = Date.now();
    await this.kubectl('delete', 'pod', before.metadata.name, '--wait=false');
    const after = await until(`another pod of ${workload} is Ready`, async () =>
      (await this.podsOf(workload)).find((pod) => isReady(pod) && !known.has(pod.metadata.uid)),
    );
    return { seconds: secondsSince(start), before, after };
  }

  /** How often a container of any pod was started again. */
  async restarts(): Promise<number> {
    const { items } = await this.get<{ items: Pod[] }>('pods');
    const containers = items.flatMap(({ status }) => [
      ...(status.initContainerStatuses ?? []),
      ...(status.containerStatuses ?? []),
    ]);
    return containers.reduce((sum, { restartCount }) => sum + restartCount, 0);
  }
}

export const isReady = ({ status }: Pod): boolean =>
  status.conditions.some((condition) => condition.type === 'Ready' && condition.status === 'True');
