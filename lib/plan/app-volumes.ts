import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { AppVolume, AppVolumeType } from '../values/app-volume';
import { VolumePlan } from './objects';
import { Part } from './part';
import { Problems } from './problems';
import { inMebibytes, mebibytes } from './quantities';
import { checkMountPath, checkWhole, isDnsSubdomain } from './syntax';

/** Directories that come from a claim, a ConfigMap, a Secret, or are empty at first. */
export function planVolumes(problems: Problems, { volumes = [] }: LlmWebAppProps): Part {
  for (const volume of volumes) checkVolume(problems, volume);
  return {
    volumes: volumes.map((volume, index) => volumePlan(`volume-${index}`, volume)),
    mounts: volumes.map(({ path, type }, index) => ({
      volume: `volume-${index}`,
      path,
      readOnly: type === AppVolumeType.CONFIG_MAP || type === AppVolumeType.SECRET,
    })),
  };
}

function volumePlan(name: string, { type, source = '', size }: AppVolume): VolumePlan {
  switch (type) {
    case AppVolumeType.CLAIM:
      return { name, claim: source };
    case AppVolumeType.CONFIG_MAP:
      return { name, configMap: source };
    case AppVolumeType.SECRET:
      return { name, secret: source };
    case AppVolumeType.TEMPORARY:
      return { name, emptyDir: { sizeLimit: size && mebibytes(inMebibytes(size) ?? 0) } };
  }
}

function checkVolume(problems: Problems, { type, path, source, size }: AppVolume): void {
  checkMountPath(problems, 'volumes', path);
  const prop = `volumes["${path}"]`;
  if (source !== undefined) problems.require(isDnsSubdomain(source), prop, `the name of a ${KINDS[type]}`, source);
  if (size) checkWhole(problems, `${prop}.size`, inMebibytes(size), 1, 64 * 1024 * 1024, 'in MiB');
}

const KINDS = {
  [AppVolumeType.CLAIM]: 'PersistentVolumeClaim',
  [AppVolumeType.CONFIG_MAP]: 'ConfigMap',
  [AppVolumeType.SECRET]: 'Secret',
  [AppVolumeType.TEMPORARY]: 'directory',
};
