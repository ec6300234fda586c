import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput, EXIT, reading } from './exit';
import { readYaml } from './source';

interface PodSpec {
  readonly terminationGracePeriodSeconds?: number;
  readonly containers?: readonly {
    readonly resources?: { readonly limits?: Readonly<Record<string, string>> };
  }[];
}

interface Surge {
  readonly maxSurge?: number;
}

/** The manifests as they are read back: plain data. */
interface Manifest {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: {
    readonly strategy?: { readonly rollingUpdate?: Surge };
    readonly rolloutStrategy?: Surge & { readonly rollingUpdateConfiguration?: Surge };
    readonly template?: PodSpec & { readonly spec?: PodSpec };
    readonly leaderWorkerTemplate?: { readonly leaderTemplate?: { readonly spec?: PodSpec } };
    readonly resources?: { readonly requests?: { readonly storage?: string } };
    readonly volumeClaimTemplates?: readonly Manifest[];
    readonly replicas?: number;
  };
}

/** One server, as its annotation says it. */
interface Server {
  readonly name: string;
  readonly product: string;
  /** 0 where CPUs do the work. */
  readonly gpus: number;
  readonly replicas: number;
  /** What a pod asks the scheduler for beside CPU and memory, by the names of the resources. */
  readonly perPod: Readonly<Record<string, number>>;
  readonly verdict: keyof typeof EXIT;
  /** Tokens that one request may have, its answer included. */
  readonly plannedLength: number;
  /** GiB per GPU, or per pod without one, for weights, and what is left for the cache. */
  readonly weightsGiB: number;
  readonly headroomGiB: number;
  readonly coldStartSeconds: number;
  readonly drainSeconds: number;
  /** GPUs that a rollout needs beside those in use. */
  readonly surgeGpus: number;
  readonly surgeReplicas: number;
}

interface Report {
  readonly gpus: number;
  readonly servers: readonly Server[];
  readonly volumes: readonly { readonly name: string; readonly size: string; readonly count: number }[];
}

/** Sums up the plans that a synthesized folder holds; the exit status is that of the worst. */
export function planOfDist(folder: string, json: boolean, print: (text: string) => void): number {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new BadInput(`there is no folder ${folder}`);
  const files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file));
  const manifests = files.flatMap((file) =>
    (readYaml(join(folder, file)) as (Manifest | null)[]).flatMap((each) => each ?? []),
  );
  const servers = manifests.flatMap(serverOf);
  if (servers.length === 0) throw new BadInput(`${folder} holds no server with a plan`);
  const report = {
    gpus: servers.reduce((sum, { gpus }) => sum + gpus, 0),
    servers,
    volumes: manifests.flatMap(volumesOf),
  };
  print(json ? JSON.stringify(report, undefined, 2) : told(report));
  return Math.max(...servers.map(({ verdict }) => EXIT[verdict]));
}

function serverOf({ metadata, spec }: Manifest): Server[] {
  const written = metadata?.annotations?.['cdk8s-llm/plan'];
  if (written === undefined) return [];
  const plan = reading(
    (): unknown => JSON.parse(written),
    `the annotation cdk8s-llm/plan of ${metadata?.name ?? ''}`,
  ) as Record<'weightsGiB' | 'kvCacheGiB' | 'maxModelLen' | 'startupSeconds', number> & {
    readonly gpus: { readonly product: string; readonly perReplica: number; readonly replicas: number };
    readonly verdict: Server['verdict'];
  };
  const surgeReplicas = surgeOf(spec)?.maxSurge ?? 0;
  return [
    {
      name: metadata?.name ?? '',
      product: plan.gpus.product,
      gpus: plan.gpus.perReplica * plan.gpus.replicas,
      replicas: plan.gpus.replicas,
      perPod: devicesOf(podOf(spec)),
      verdict: plan.verdict,
      plannedLength: plan.maxModelLen,
      weightsGiB: plan.weightsGiB,
      headroomGiB: plan.kvCacheGiB,
      coldStartSeconds: plan.startupSeconds,
      drainSeconds: podOf(spec)?.terminationGracePeriodSeconds ?? 30,
      surgeGpus: plan.gpus.perReplica * surgeReplicas,
      surgeReplicas,
    },
  ];
}

/** The pods that answer: of a group its leader; KServe takes a pod without metadata of its own. */
const podOf = (spec: Manifest['spec']): PodSpec | undefined =>
  spec?.leaderWorkerTemplate?.leaderTemplate?.spec ?? spec?.template?.spec ?? spec?.template;

/** Extended resources have a domain in their names. */
function devicesOf(pod: PodSpec | undefined): Record<string, number> {
  const limits = (pod?.containers ?? []).flatMap(({ resources }) => Object.entries(resources?.limits ?? {}));
  return Object.fromEntries(
    limits.filter(([name]) => name.includes('/')).map(([name, amount]) => [name, Number(amount)]),
  );
}

/** How each kind says what a rollout adds. */
const surgeOf = (spec: Manifest['spec']): Surge | undefined =>
  spec?.strategy?.rollingUpdate ?? spec?.rolloutStrategy?.rollingUpdateConfiguration ?? spec?.rolloutStrategy;

function volumesOf({ kind, metadata, spec }: Manifest): Report['volumes'] {
  const own = kind === 'PersistentVolumeClaim' ? [{ metadata, spec }] : [];
  const count = kind === 'StatefulSet' ? (spec?.replicas ?? 1) : 1;
  return [...own, ...(spec?.volumeClaimTemplates ?? [])].map((claim) => ({
    name: [kind === 'StatefulSet' ? metadata?.name : undefined, claim.metadata?.name].filter(Boolean).join('/'),
    size: claim.spec?.resources?.requests?.storage ?? '',
    count,
  }));
}

function told({ gpus, servers, volumes }: Report): string {
  return [
    `${counted(gpus, 'GPU')} for ${counted(servers.length, 'server')}`,
    ...servers.map(toldServer),
    ...volumes.map(({ name, size, count }) => `  volume ${name}: ${count} × ${size}`),
  ].join('\n');
}

/** On GPUs it is counted by them, on CPUs by its pods. */
function toldServer(server: Server): string {
  const { gpus, product, replicas, surgeGpus, surgeReplicas } = server;
  const [where, unit, more] =
    gpus > 0
      ? [`${gpus} × ${product}`, 'GPU', surgeGpus]
      : [`${counted(replicas, 'pod')} on ${product}`, 'pod', surgeReplicas];
  return (
    `  ${server.name}: ${where}${asked(server)}, ${server.verdict}; ` +
    `${server.plannedLength.toLocaleString('en-US')} tokens per request; ` +
    `weights ${server.weightsGiB} GiB and ${server.headroomGiB} GiB for the cache per ${unit}; ` +
    `cold start ${server.coldStartSeconds} s, drain ${server.drainSeconds} s, ${counted(more, `more ${unit}`)} in a rollout`
  );
}

const counted = (amount: number, what: string): string => `${amount} ${what}${amount === 1 ? '' : 's'}`;

function asked({ perPod }: Server): string {
  const devices = Object.entries(perPod).map(([name, amount]) => `${amount} of ${name}`);
  return devices.length > 0 ? ` (a pod asks for ${devices.join(' and ')})` : '';
}
