import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { HealthCheck } from '../values/health-check';
import { PRE_STOP_SECONDS } from './drain';
import { planHealth, referenceHealth } from './health';
import { planImage } from './image';
import { ContainerPlan } from './objects';
import { Part } from './part';
import { programCommand } from './pod';
import { Problems } from './problems';
import { planResources } from './quantities';
import { ProgramRef, Site } from './site';
import { planVariables } from './variables';

/** The app's own container: the caller's image, or the reference app's program. */
export function webContainer(
  problems: Problems,
  site: Site,
  props: LlmWebAppProps,
  facts: { readonly port: number; readonly program?: ProgramRef; readonly parts: Required<Part> },
): ContainerPlan {
  const { program, port, parts } = facts;
  const image = props.image ?? site.platform.nodeImage;
  const ports = [{ name: 'http', port }];
  return {
    name: props.containerName ?? 'web',
    image: planImage(problems, props.image === undefined ? 'nodeImage' : 'image', image, site.platform.registryMirror),
    command: program ? programCommand(program) : props.command,
    args: props.args,
    ports,
    env: [
      ...parts.env,
      ...planVariables(problems, '', { env: { PORT: String(port), ...props.env }, secretEnv: props.secretEnv }),
    ],
    envFrom: parts.envFrom,
    resources: planResources(problems, props.resources, { cpuRequest: 100, memoryRequest: 128, memoryLimit: 512 }),
    mounts: parts.mounts,
    ...(program
      ? referenceHealth()
      : planHealth(problems, 'healthCheck', props.healthCheck ?? HealthCheck.tcp(), ports[0])),
    preStopSeconds: PRE_STOP_SECONDS,
  };
}

/** Where an app may write: its root file system is read-only. */
export function planWritablePaths({ writablePaths = [] }: LlmWebAppProps): Part {
  const paths = writablePaths.map((path, index) => ({ volume: `writable-${index}`, path }));
  return {
    volumes: [{ name: 'tmp', emptyDir: {} }, ...paths.map(({ volume }) => ({ name: volume, emptyDir: {} }))],
    mounts: [{ volume: 'tmp', path: '/tmp' }, ...paths],
  };
}
