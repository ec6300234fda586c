import type { WorkloadProps } from '../props/workload-props';
import { ModelCacheType } from '../values/model-cache';
import { metaOf } from './identity';
import { ModelCacheFacts } from './model-cache-facts';
import { downloadContainer, modelFolder, ModelDownloadPlan, planDownload } from './model-download';
import { checkModelCache, warnOfGate } from './model-cache-rules';
import { ClaimPlan, ContainerPlan, StringMap } from './objects';
import { Part } from './part';
import { Problems } from './problems';
import { inMebibytes, mebibytes, planResources } from './quantities';
import { Site } from './site';

/** Where the weights lie, how they come there, and what the server must know of it. */
export interface ModelCachePlan {
  /** The model's folder, as the server sees it. */
  readonly path: string;
  readonly claim?: ClaimPlan;
  readonly download?: ModelDownloadPlan;
  /** By these labels the download finds the server's node. */
  readonly labels: StringMap;
  readonly part: Part;
}

export const MODELS = '/models';
const VOLUME = 'model-cache';
const SMALL = { cpuRequest: 10, memoryRequest: 16, memoryLimit: 64 };

export function planModelCache(
  problems: Problems,
  site: Site,
  props: WorkloadProps,
  facts: ModelCacheFacts,
): ModelCachePlan {
  const { cache, identity, model } = facts;
  checkModelCache(problems, cache, identity.namespace, facts.mostPods);
  warnOfGate(problems, cache, model.id);
  const folder = modelFolder(model);
  const own = { path: `${MODELS}/${folder}`, labels: {} };
  switch (cache.type) {
    case ModelCacheType.EXISTING:
      return {
        path: cache.folder === undefined ? MODELS : `${MODELS}/${cache.folder}`,
        labels: {},
        part: served({ name: VOLUME, claim: cache.claimName ?? '' }),
      };
    case ModelCacheType.NONE: {
      const limit = mebibytes(1024 * facts.cacheGiB);
      const { egress, container, program, volume } = downloadContainer(problems, site, VOLUME, facts);
      const { volumes = [], ...part } = served({ name: VOLUME, emptyDir: { sizeLimit: limit } });
      return {
        ...own,
        part: {
          ...part,
          volumes: [...volumes, volume],
          init: [onDisk(container, limit)],
          egress,
          checksums: { [program.name]: program.checksum },
        },
      };
    }
    case ModelCacheType.DOWNLOAD: {
      const claim = claimOf(facts);
      const volume = { name: VOLUME, claim: claim.meta.name };
      const download = planDownload(problems, site, props, volume, facts);
      return {
        ...own,
        labels: download.serverLabels,
        claim,
        download,
        part: { ...served(volume), init: [wait(problems, own.path, facts)] },
      };
    }
  }
}

/** The scheduler asks no emptyDir how large it becomes: who fills it must say so, or a node without the disk may be chosen. */
function onDisk(container: ContainerPlan, size: string): ContainerPlan {
  const { requests, limits } = container.resources;
  return { ...container, resources: { requests: { ...requests, 'ephemeral-storage': size }, limits } };
}

function claimOf({ identity, cache, cacheGiB }: ModelCacheFacts): ClaimPlan {
  const { size, accessMode = 'ReadWriteOnce', storageClassName } = cache.options;
  return {
    meta: metaOf(identity, '-cache'),
    size: mebibytes(inMebibytes(size) ?? 1024 * cacheGiB),
    accessMode,
    storageClassName,
  };
}

/** The server reads, and asks no hub: what a folder lacks is an error at once, and not a wait for the network. */
function served(volume: NonNullable<Part['volumes']>[number]): Part {
  return {
    volumes: [volume],
    mounts: [{ volume: VOLUME, path: MODELS, readOnly: true }],
    env: [{ name: 'HF_HUB_OFFLINE', value: '1' }],
  };
}

/** Waits for the mark of a complete download; in the server's own image, so that no other is pulled for it. */
function wait(problems: Problems, path: string, facts: ModelCacheFacts): ContainerPlan {
  const seconds = String(facts.downloadSeconds);
  const mark = `${path}/.verified`;
  const script = `echo 'waiting for ${mark}, which the download Job writes'; until [ -f '${mark}' ]; do sleep 2; done`;
  return {
    name: 'wait-for-model',
    image: facts.image,
    command: ['timeout', seconds, 'sh', '-c', script],
    ports: [],
    env: [],
    resources: planResources(problems, undefined, SMALL),
    mounts: [{ volume: VOLUME, path: MODELS, readOnly: true }],
  };
}
