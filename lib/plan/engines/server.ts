import { KEEP_ALIVE_SECONDS } from '../../data/keep-alive';
import type { GpuInferenceProps } from '../../props/gpu-inference-props';
import { PRE_STOP_SECONDS } from '../drain';
import { planImage } from '../image';
import { ContainerPlan } from '../objects';
import { Part } from '../part';
import { http, probe } from '../probes';
import { Problems } from '../problems';
import { coresOf, planResources } from '../quantities';
import { secretEnv } from '../secret-env';
import { LLM_PORT } from '../service';
import { Site } from '../site';
import { ARGUMENTS } from './arguments';
import { ServerFacts } from './server-facts';

/** As which vLLM's image has a user, with group root; the other engines run as any. */
export const USER = 2000;
export const GROUP = 0;

/** The engine's container, without what the other parts add to it. */
export function serverContainer(
  problems: Problems,
  site: Site,
  props: GpuInferenceProps,
  facts: Omit<ServerFacts, 'cores'>,
): ContainerPlan {
  const { engine, host } = facts;
  const { gpu } = props;
  const resources = planResources(problems, props.resources, {
    cpuRequest: 1000 * host.cpus,
    memoryRequest: host.memoryMiB,
    memoryLimit: host.memoryLimitMiB,
  });
  const gpus = gpu && { [gpu.resourceName]: String(gpu.amount) };
  return {
    name: props.containerName ?? engine.container,
    image: planImage(problems, 'image', facts.image, site.platform.registryMirror),
    command: engine.command,
    args: ARGUMENTS[facts.engineName](problems, props, { ...facts, cores: coresOf(resources) }),
    ports: [{ name: 'http', port: LLM_PORT }],
    env: [
      { name: 'HOME', value: engine.home },
      // Python asks for the user's name, which the image need not know.
      { name: 'USER', value: engine.container },
      ...(engine.keepAliveVariable === undefined
        ? []
        : [{ name: engine.keepAliveVariable, value: KEEP_ALIVE_SECONDS }]),
      ...secretEnv(problems, 'apiKey', engine.keyVariable, props.apiKey),
    ],
    resources: { requests: { ...resources.requests, ...gpus }, limits: { ...resources.limits, ...gpus } },
    mounts: [],
    startup: probe(http('/health'), 10, Math.ceil(facts.startupSeconds / 10)),
    readiness: probe(http('/health'), 10, 3, 15),
    liveness: probe(http('/health'), 10, 10, 15),
    preStopSeconds: PRE_STOP_SECONDS + (engine.drains === 'never' ? facts.drainSeconds : 0),
  };
}

/** Where the engine may write: its root file system is read-only. */
export const writableHome = (home: string): Part => ({
  volumes: [
    { name: 'home', emptyDir: {} },
    { name: 'tmp', emptyDir: {} },
  ],
  mounts: [
    { volume: 'home', path: home },
    { volume: 'tmp', path: '/tmp' },
  ],
});

/** The container with what the parts add to it. */
export function withParts(container: ContainerPlan, parts: Required<Part>): ContainerPlan {
  return { ...container, env: [...container.env, ...parts.env], mounts: [...container.mounts, ...parts.mounts] };
}
