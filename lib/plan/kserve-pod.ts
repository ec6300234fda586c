import { ContainerPlan, PodPlan } from './objects';

/** The container that KServe takes for the engine's. */
export const MAIN = 'main';

/** Volumes of KServe's own template. It joins what has one name, and a volume of two sources is none. */
const ITS_VOLUMES = ['dshm', 'home', 'model-cache', 'tls-certs', 'tmp-dir'];

/**
 * The pod as KServe can lay it over its own template: lists that have names are joined by them, fields one by one.
 *
 * @see https://github.com/kserve/kserve/blob/master/config/llmisvcconfig/config-llm-template.yaml
 */
export function overTemplate(pod: PodPlan): PodPlan {
  return {
    ...pod,
    init: pod.init.map(ownVolumes),
    containers: pod.containers.map(ownVolumes),
    volumes: pod.volumes.map((volume) => ({ ...volume, name: own(volume.name) })),
    // The template waits by a command, and a container must not wait in two ways.
    preStopSleep: false,
  };
}

const ownVolumes = (container: ContainerPlan): ContainerPlan => ({
  ...container,
  mounts: container.mounts.map((mount) => ({ ...mount, volume: own(mount.volume) })),
});

const own = (volume: string): string => (ITS_VOLUMES.includes(volume) ? `own-${volume}` : volume);
