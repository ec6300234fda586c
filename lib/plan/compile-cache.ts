import { EngineRow } from '../data/engines';
import { ModelCache, ModelCacheType } from '../values/model-cache';
import { Identity, metaOf } from './identity';
import { ClaimPlan } from './objects';
import { Part } from './part';

export interface CompileCachePlan {
  readonly claim?: ClaimPlan;
  readonly part: Part;
}

/** One model's graphs take some hundred MiB; those of other versions and GPUs lie beside them. */
const SIZE = '10Gi';
const VOLUME = 'compile-cache';

/**
 * Where vLLM keeps what it compiled: the longest part of a start after the first. Each entry is named by a hash of the version,
 * the configuration and the code, so that versions share the volume. It outlives the pod where one pod at a time writes to it;
 * vLLM does not lock it between pods.
 */
export function planCompileCache(
  identity: Identity,
  { container, home }: EngineRow,
  { type, options }: ModelCache,
  mostPods: number,
): CompileCachePlan {
  if (container !== 'vllm') return { part: {} };
  const path = `${home}/.cache/vllm`;
  const mounts = [{ volume: VOLUME, path }];
  const env = [{ name: 'VLLM_CACHE_ROOT', value: path }];
  if (type !== ModelCacheType.DOWNLOAD || mostPods > 1)
    return { part: { volumes: [{ name: VOLUME, emptyDir: { sizeLimit: SIZE } }], mounts, env } };
  const meta = metaOf(identity, '-compile-cache');
  const { accessMode = 'ReadWriteOnce', storageClassName } = options;
  return {
    claim: { meta, size: SIZE, accessMode, storageClassName },
    part: { volumes: [{ name: VOLUME, claim: meta.name }], mounts, env },
  };
}
