import type { GpuInferenceProps } from '../../props/gpu-inference-props';
import { PRE_STOP_SECONDS } from '../drain';
import { planImage } from '../image';
import { ContainerPlan } from '../objects';
import { Part } from '../part';
import { http, probe } from '../probes';
import { Problems } from '../problems';
import { planResources } from '../quantities';
import { secretEnv } from '../secret-env';
import { LLM_PORT } from '../service';
import { Site } from '../site';
import { shutdownTimeout } from './shutdown-timeout';
import { vllmArguments } from './vllm-arguments';

/** The image's user `vllm` and group root: another user breaks on `getpwuid` and on the caches' owner. */
export const USER = 2000;
export const GROUP = 0;
export const HOME = '/home/vllm';

/** What the rest of the plan decided for the engine. */
export interface ServerFacts {
  readonly image: string;
  /** Of the engine, when its image says it. */
  readonly version?: string;
  readonly maxModelLen: number;
  readonly servedModelName: string;
  readonly embeds: boolean;
  readonly drainSeconds: number;
  readonly startupSeconds: number;
}

/** The engine's container, without what the other parts add to it. */
export function serverContainer(
  problems: Problems,
  site: Site,
  props: GpuInferenceProps,
  facts: ServerFacts,
): ContainerPlan {
  const { gpu, model } = props;
  const base = { cpuRequest: 2000, memoryRequest: 8192, memoryLimit: 32 * 1024 };
  const resources = planResources(problems, props.resources, base);
  const gpus = { [gpu.resourceName]: String(gpu.amount) };
  return {
    name: props.containerName ?? 'vllm',
    image: planImage(problems, 'image', facts.image, site.platform.registryMirror),
    command: ['vllm', 'serve'],
    args: vllmArguments(problems, {
      model: model.id,
      revision: model.revision,
      servedModelName: facts.servedModelName,
      embeds: facts.embeds,
      port: LLM_PORT,
      tensorParallelSize: gpu.amount,
      maxModelLen: facts.maxModelLen,
      shutdownTimeoutSeconds: shutdownTimeout(problems, facts.version, facts.drainSeconds),
      extra: props.extraArgs ?? [],
      version: facts.version,
    }),
    ports: [{ name: 'http', port: LLM_PORT }],
    env: [{ name: 'HOME', value: HOME }, ...secretEnv(problems, 'apiKey', 'VLLM_API_KEY', props.apiKey)],
    resources: { requests: { ...resources.requests, ...gpus }, limits: { ...resources.limits, ...gpus } },
    mounts: [],
    startup: probe(http('/health'), 10, Math.ceil(facts.startupSeconds / 10)),
    readiness: probe(http('/health'), 10, 3, 15),
    liveness: probe(http('/health'), 10, 10, 15),
    preStopSeconds: PRE_STOP_SECONDS,
  };
}

/** Where the engine may write: its root file system is read-only. */
export const writableHome: Part = {
  volumes: [
    { name: 'home', emptyDir: {} },
    { name: 'tmp', emptyDir: {} },
  ],
  mounts: [
    { volume: 'home', path: HOME },
    { volume: 'tmp', path: '/tmp' },
  ],
};

/** The container with what the parts add to it. */
export function withParts(container: ContainerPlan, parts: Required<Part>): ContainerPlan {
  return { ...container, env: [...container.env, ...parts.env], mounts: [...container.mounts, ...parts.mounts] };
}
