import type { GpuInferenceProps } from '../props/gpu-inference-props';
import { Identity, metaOf } from './identity';
import { ContainerPlan, MetaPlan, PodPlan } from './objects';
import { Part } from './part';
import { Problems } from './problems';
import { checkWhole } from './syntax';
import { podsOf } from './edges';

/** Groups of pods that start and end together: one leads, the others work. */
export interface LeaderWorkerSetPlan {
  readonly meta: MetaPlan;
  /** Groups. */
  readonly replicas: number;
  /** Pods of a group. */
  readonly size: number;
  readonly leader: PodPlan;
  readonly worker: PodPlan;
}

/** What the name of the LeaderWorkerSet adds: its controller makes a headless Service that is called as the set is. */
export const GROUPS = '-nodes';

/** Tells the members of a group apart: only a leader answers. */
const ROLE = 'cdk8s-llm/node';
export const LEADER = { [ROLE]: 'leader' };
const WORKER = { [ROLE]: 'worker' };

/** Which combinations several nodes make impossible. */
export function checkNodes(
  problems: Problems,
  { nodes = 1, gpu, engine, autoscaling }: GpuInferenceProps,
  embeds: boolean,
): void {
  checkWhole(problems, 'nodes', nodes, 1, 32);
  if (nodes === 1) return;
  const alone = `"nodes" must be 1, got ${nodes}`;
  if (embeds) problems.add(`${alone}: an embedding model fits one node`);
  if ((engine?.name ?? 'vllm') !== 'vllm') problems.add(`${alone}: only vLLM is split over nodes here`);
  else if (!gpu) problems.add(`${alone}: "gpu" is missing`);
  if (autoscaling) problems.add(`${alone}: "autoscaling" scales a Deployment; set "replicas"`);
}

/** The members of a group talk on ports that torch and NCCL choose: all are open among them, and to nobody else. */
export function memberEdges(identity: Identity, nodes: number): Part {
  if (nodes < 2) return {};
  const members = { peers: [podsOf(identity, identity.namespace)], ports: [] };
  return { ingress: [members], egress: [members] };
}

/**
 * How one member finds the others. The controller puts the leader's address and the member's number into variables.
 *
 * @see https://docs.vllm.ai/en/latest/serving/parallelism_scaling/
 * @see https://lws.sigs.k8s.io/docs/reference/labels-annotations-and-environment-variables/
 */
export function memberArguments(nodes: number): string[] {
  return [
    ...['--pipeline-parallel-size', String(nodes)],
    ...['--distributed-executor-backend', 'mp'],
    ...['--nnodes', String(nodes)],
    ...['--node-rank', '$(LWS_WORKER_INDEX)'],
    ...['--master-addr', '$(LWS_LEADER_ADDRESS)'],
  ];
}

/**
 * Groups of pods instead of pods: a leader that serves the API, and workers that serve nothing. One member without the others
 * is of no use, so the group starts anew with any of them.
 */
export function planGroup(
  identity: Identity,
  nodes: number,
  replicas: number,
  pod: PodPlan,
  drainSeconds: number,
): LeaderWorkerSetPlan {
  return {
    meta: metaOf(identity, GROUPS),
    replicas,
    size: nodes,
    leader: { ...pod, labels: { ...pod.labels, ...LEADER } },
    worker: {
      ...pod,
      labels: { ...pod.labels, ...WORKER },
      containers: workers(pod, drainSeconds),
    },
  };
}

/** The same containers, of which the first serves nothing. */
export const workers = ({ containers }: PodPlan, drainSeconds: number): ContainerPlan[] =>
  containers.map((container, index) => (index === 0 ? worker(container, drainSeconds) : container));

/** It is told to stop when its leader is, and must work for as long as that writes its last answers. */
function worker(container: ContainerPlan, drainSeconds: number): ContainerPlan {
  return {
    ...container,
    args: [...(container.args ?? []), '--headless'],
    ports: [],
    startup: undefined,
    readiness: undefined,
    liveness: undefined,
    preStopSeconds: (container.preStopSeconds ?? 0) + drainSeconds,
  };
}
